using System.Text.Json;

namespace EnvLint.LanguageServer.Protocol.Wire;

/// <summary>What the server asks the client to tell it of.</summary>
internal static class Registrations
{
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
        "**/*baseline*.json",
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
            json.WriteStartObject();
            json.WriteString("id"u8, "envlint-files"u8);
            json.WriteString("method"u8, "workspace/didChangeWatchedFiles"u8);
            json.WriteStartObject("registerOptions"u8);
            json.WriteStartArray("watchers"u8);
            foreach (var pattern in Watched)
            {
                json.WriteStartObject();
                json.WriteString("globPattern"u8, pattern);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
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
}
