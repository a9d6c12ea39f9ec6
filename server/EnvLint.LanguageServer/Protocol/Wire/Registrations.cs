using System.Text.Json;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>What the server asks the client to tell it of.</summary>
internal static class Registrations
{
    private const string WatchMethod = "workspace/didChangeWatchedFiles";

    // Files that settings, links and manifests are read from. A name that differs in case only is seen when it is opened.
    internal static readonly string[] Watched =
    [
        "**/{envlint.toml,.envlint.toml,pyproject.toml,.gitignore,.dockerignore}",
        "**/*{Dockerfile,dockerfile,Containerfile,containerfile}*",
        "**/{.wslconfig,.wslconf,wslconfig,wsl.conf,.wslconfig.txt,wsl.conf.txt}",
        "**/*.{yml,yaml,sh,bash,ps1,bat,cmd,md,markdown}",
        "**/*{requirements,constraints}*.{txt,in}",
        "**/requirements/*.{txt,in}",
        "**/.env",
    ];

    /// <summary>Writes the parameters of <c>client/registerCapability</c>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="client">What the client can.</param>
    public static void Write(Utf8JsonWriter json, ClientCapabilities client)
    {
        json.WriteStartObject();
        json.WriteStartArray("registrations"u8);
        if (client.RegistersWatchers)
        {
            var files = new List<WatchedFile>(Watched.Length);
            foreach (var pattern in Watched)
            {
                files.Add(new WatchedFile(null, pattern));
            }

            WriteWatchers(json, "envlint-files", files);
        }

        if (client.RegistersConfiguration)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, "envlint-settings"u8);
            json.WriteString("method"u8, "workspace/didChangeConfiguration"u8);
            json.WriteStartObject("registerOptions"u8);
            json.WriteString("section"u8, "envlint"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the parameters of a <c>client/registerCapability</c> for single files.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The registration's name.</param>
    /// <param name="files">The files.</param>
    public static void WriteFiles(Utf8JsonWriter json, string id, List<WatchedFile> files)
    {
        json.WriteStartObject();
        json.WriteStartArray("registrations"u8);
        WriteWatchers(json, id, files);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the parameters of a <c>client/unregisterCapability</c> for single files.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="id">The registration's name.</param>
    public static void WriteEnd(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        // The protocol's own spelling.
        json.WriteStartArray("unregisterations"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("method"u8, WatchMethod);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteWatchers(Utf8JsonWriter json, string id, List<WatchedFile> files)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("method"u8, WatchMethod);
        json.WriteStartObject("registerOptions"u8);
        json.WriteStartArray("watchers"u8);
        foreach (var file in files)
        {
            json.WriteStartObject();
            if (file.Folder is null)
            {
                json.WriteString("globPattern"u8, file.Pattern);
            }
            else
            {
                json.WriteStartObject("globPattern"u8);
                json.WriteString("baseUri"u8, file.Folder);
                json.WriteString("pattern"u8, file.Pattern);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
