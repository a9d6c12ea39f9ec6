using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests.Compose;
using EnvLint.Text;

namespace EnvLint.LanguageServer.Features.Hovering;

/// <summary>How a container gets its GPU, and the variables that decide over it.</summary>
internal static class GpuHover
{
    /// <summary>Writes what hands a GPU over at a place.</summary>
    /// <param name="view">The file.</param>
    /// <param name="position">Offset in the document.</param>
    /// <param name="page">Takes it.</param>
    /// <returns>The place of the word; null where there is none.</returns>
    public static TextSpan? Write(FileView view, int position, MarkdownPage page)
    {
        foreach (var run in view.Facts.ContainerRuns)
        {
            if (view.IsAt(run.Command.Span, position) && FlagAt(run, view, position) is var (span, flag))
            {
                return Write(flag == "--gpus" ? ComposeGpuForm.Gpus : ComposeGpuForm.Runtime, flag, span, view, page);
            }

            if (view.IsAt(run.Command.Span, position) && VariableAt(run, view, position) is var (word, name) && TextOf(name) is var (what, code))
            {
                return WriteVariable(name, what, code, word.Span, null, view, page);
            }
        }

        foreach (var request in view.Facts.GpuRequests)
        {
            if (view.IsAt(request.Span, position))
            {
                var title = request.Form switch
                {
                    ComposeGpuForm.Reservation => "devices",
                    ComposeGpuForm.Gpus => "gpus",
                    ComposeGpuForm.Runtime => "runtime",
                    _ => "",
                };
                if (title.Length > 0 && (request.Form != ComposeGpuForm.Runtime || request.Driver?.Is("nvidia") == true))
                {
                    return Write(request.Form, title, request.Span, view, page);
                }
            }
        }

        foreach (var variable in view.Facts.Variables)
        {
            if (view.IsAt(variable.NameSpan, position) && TextOf(variable.Name) is var (text, rule))
            {
                return WriteVariable(variable.Name, text, rule, variable.NameSpan, variable, view, page);
            }
        }

        return null;
    }

    private static TextSpan WriteVariable(string name, string text, string rule, TextSpan span, VariableSet? variable, FileView view, MarkdownPage page)
    {
        page.Rule();
        page.Paragraph($"**{MarkdownText.Plain(name)}**");
        page.Paragraph(text);
        if (variable is not null)
        {
            WriteLoader(variable, page);
        }

        WriteMore(rule, view, page);
        return view.PlaceOf(span);
    }

    // -e NAME=value, --env NAME=value, --env=NAME=value: what stands behind the image is the program's own.
    private static (Word Word, string Name)? VariableAt(ContainerRun run, FileView view, int position)
    {
        var arguments = run.Command.Arguments;
        for (var i = 0; i < arguments.Length && !(run.Image is { } image && arguments[i].Span == image.Span); i++)
        {
            if (!view.IsAt(arguments[i].Span, position) || arguments[i].Value is not { } text)
            {
                continue;
            }

            var pair = text.StartsWith("--env=", StringComparison.Ordinal) ? text["--env=".Length..]
                : i > 0 && (arguments[i - 1].Is("-e") || arguments[i - 1].Is("--env")) ? text
                : "";
            return pair.Length == 0 ? null : (arguments[i], pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? pair[..end] : pair);
        }

        return null;
    }

    private static (TextSpan Span, string Flag)? FlagAt(ContainerRun run, FileView view, int position)
    {
        for (var i = 0; i < run.Command.Arguments.Length; i++)
        {
            var word = run.Command.Arguments[i];
            if (run.Image is { } image && word.Span == image.Span)
            {
                return null;
            }

            // --gpus all, --gpus=all: the value counts with its flag.
            var flag = FlagOf(word);
            if (flag is null)
            {
                continue;
            }

            var isNext = flag.Length == word.Value!.Length && i + 1 < run.Command.Arguments.Length;
            if (flag == "--runtime" && !(isNext ? run.Command.Arguments[i + 1].Is("nvidia") : word.Is("--runtime=nvidia")))
            {
                continue;
            }

            if (view.IsAt(word.Span, position))
            {
                return (word.Span, flag);
            }

            if (isNext && view.IsAt(run.Command.Arguments[i + 1].Span, position))
            {
                return (run.Command.Arguments[i + 1].Span, flag);
            }
        }

        return null;
    }

    private static string? FlagOf(Word word) =>
        word.Is("--gpus") || word.StartsWith("--gpus=") ? "--gpus" : word.Is("--runtime") || word.StartsWith("--runtime=") ? "--runtime" : null;

    private static TextSpan Write(ComposeGpuForm form, string title, TextSpan span, FileView view, MarkdownPage page)
    {
        page.Rule();
        page.Paragraph($"**{title}**");
        page.Paragraph(form switch
        {
            ComposeGpuForm.Runtime => "Hands GPUs over by NVIDIA's runtime, which `daemon.json` of the host has to declare; a device request works without that.",
            ComposeGpuForm.Gpus => "Hands GPUs of the host to the container: `all`, or some of them. Works wherever NVIDIA's container toolkit is installed on the host.",
            _ => "Reserves GPUs of the host for the service. A device names its `capabilities`, and takes `count` or `device_ids`, not both. Works wherever NVIDIA's container toolkit is installed on the host.",
        });
        WriteMore(form == ComposeGpuForm.Reservation ? "GPU003" : "GPU004", view, page);
        return view.PlaceOf(span);
    }

    private static (string Text, string Rule)? TextOf(string name) => name switch
    {
        "NVIDIA_VISIBLE_DEVICES" => ("Which GPUs NVIDIA's runtime hands over: `all` is what images should say.", "CUD017"),
        "CUDA_VISIBLE_DEVICES" => ("Which of the GPUs that are there programs see, by their numbers or UUIDs. Without a value, or with `-1`, they see none.", "CUD017"),
        "NVIDIA_DRIVER_CAPABILITIES" => ($"Which parts of the driver NVIDIA's runtime mounts: {string.Join(", ", CudaImages.DriverCapabilities)}. CUDA needs `compute`; `nvidia-smi` and NVML need `utility`.", "CUD016"),
        "LD_LIBRARY_PATH" => ("Where the loader looks for libraries, in front of the system's folders. An empty element is the current folder.", "IMG006"),
        _ => null,
    };

    private static void WriteLoader(VariableSet variable, MarkdownPage page)
    {
        if (variable.Name == "LD_LIBRARY_PATH" && variable.Scope.Stage is { BaseImage: { } image } && ImageVariables.Find(image) is { } row && ImageVariables.SearchPath(row, variable.Name) is { Length: > 0 } path)
        {
            page.Item($"The base image has {MarkdownText.Code(path)}");
            page.From(ImageVariables.SourceOf(row), ImageVariables.AsOf);
            page.Sources();
        }
    }

    private static void WriteMore(string code, FileView view, MarkdownPage page)
    {
        if (view.Analysis.Project.Names.Find(code) is { } rule)
        {
            page.Paragraph(FindingHover.WholePage(rule));
        }
    }
}
