using System.Collections.Immutable;
using System.Text;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Syntax.MatchSpec;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Environment.Lowering;

/// <summary>Reads from a command what it does to the environment: packages, sources, downloads, files, containers.</summary>
internal static class FactExtractor
{
    public static void Extract(CommandUse use, FactCollector facts, VariableTable? variables = null)
    {
        switch (use.Program)
        {
            case "apt-get" or "apt" or "aptitude" or "apt-fast":
                Apt(use, facts);
                break;
            case "dpkg":
                LocalPackages(use, facts, use.Invocation?.Operands ?? []);
                break;
            case "dnf" or "yum" or "microdnf" or "tdnf" or "dnf5":
                Dnf(use, facts);
                break;
            case "zypper":
                Zypper(use, facts);
                break;
            case "apk":
                if (use.Invocation is { Subcommand: "add" } apk)
                {
                    Packages(use, facts, PackageManager.Apk, apk.Operands);
                }

                break;
            case "add-apt-repository" or "apt-add-repository":
                AddAptRepository(use, facts);
                break;
            case "apt-key":
                AptKey(use, facts);
                break;
            case "conda" or "mamba" or "micromamba":
                Conda(use, facts);
                break;
            case "uv":
                if (use.Invocation is { Subcommand: "pip install" or "pip sync" or "add" })
                {
                    PipLowering.Command(use, facts, variables);
                }

                break;
            case "git":
                Clone(use, facts);
                break;
            case "curl":
                Curl(use, facts);
                break;
            case "wget":
                Wget(use, facts);
                break;
            case "docker" or "podman" or "nerdctl" or "nvidia-docker":
                Docker(use, facts);
                break;
            case "buildah":
                if (use.Invocation is { Subcommand: "bud" or "build" or "build-using-dockerfile" } buildah)
                {
                    Build(use, buildah, facts);
                }

                break;
            case "tee":
                Tee(use, facts);
                break;
            case "echo" or "printf" or "cat":
                RedirectedText(use, facts);
                break;
            default:
                if (use.IsPip && use.Invocation is { Subcommand: "install" or "download" })
                {
                    PipLowering.Command(use, facts, variables);
                }

                break;
        }
    }

    private static void Apt(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is { Subcommand: "install" or "reinstall" } invocation && !IsDryRun(invocation))
        {
            Packages(use, facts, PackageManager.Apt, invocation.Operands);
            LocalPackages(use, facts, invocation.Operands);
        }
    }

    private static bool IsDryRun(Commands.CommandInvocation invocation) =>
        invocation.Has("-s", "--simulate", "--dry-run", "--just-print", "--print-uris", "-d", "--download-only");

    private static void Dnf(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        if (invocation.Subcommand is "install" or "localinstall" or "reinstall")
        {
            Packages(use, facts, PackageManager.Dnf, invocation.Operands);
        }
        else if (invocation.Subcommand.StartsWith("config-manager", StringComparison.Ordinal))
        {
            var word = invocation.Option("--add-repo", "--from-repofile")?.Value ?? (invocation.Operands.IsEmpty ? null : invocation.Operands[0]);
            AddRepository(use, facts, PackageManager.Dnf, RepositoryUseKind.Command, word);
        }
    }

    private static void Zypper(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is { Subcommand: "install" or "in" } install)
        {
            Packages(use, facts, PackageManager.Zypper, install.Operands);
        }
        else if (use.Invocation is { Subcommand: "addrepo" or "ar", Operands: [var url, ..] })
        {
            AddRepository(use, facts, PackageManager.Zypper, RepositoryUseKind.Command, url);
        }
    }

    private static void Packages(CommandUse use, FactCollector facts, PackageManager manager, ImmutableArray<Word> words)
    {
        foreach (var word in words)
        {
            if (word.Value is not { Length: > 0 } value || value[0] is '-' or '/' or '.' or '<' || value.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            // name:arch, name=version, name/release; apt takes a last - as "remove".
            var end = value.AsSpan().IndexOfAny(manager == PackageManager.Apk ? "=<>~@" : "=/:");
            var name = end < 0 ? value : value[..end];
            if (manager == PackageManager.Apt && name.EndsWith('-') || name.EndsWith(".deb", StringComparison.Ordinal) || name.EndsWith(".rpm", StringComparison.Ordinal))
            {
                continue;
            }

            var constraint = end < 0 ? "" : value[end..];
            if (constraint.StartsWith(':'))
            {
                var equals = constraint.IndexOf('=', StringComparison.Ordinal);
                constraint = equals < 0 ? "" : constraint[equals..];
            }

            facts.Add(new PackageRequest
            {
                Span = word.Span,
                Scope = use.Scope,
                Order = facts.NextOrder,
                Manager = manager,
                Name = name.TrimEnd('+'),
                Constraint = constraint,
                Word = word,
                Command = use,
            });
        }
    }

    // dpkg -i cuda-keyring_1.1-1_all.deb, apt install ./cuda-repo-….deb: packages that bring a source.
    private static void LocalPackages(CommandUse use, FactCollector facts, ImmutableArray<Word> words)
    {
        if (use.Program == "dpkg" && use.Invocation?.Has("-i", "--install") != true)
        {
            return;
        }

        foreach (var word in words)
        {
            if (word.Value is not { } value || !value.EndsWith(".deb", StringComparison.Ordinal))
            {
                continue;
            }

            var name = value[(value.LastIndexOf('/') + 1)..];
            if (!name.StartsWith("cuda-keyring", StringComparison.Ordinal) && !name.StartsWith("cuda-repo-", StringComparison.Ordinal) && !name.StartsWith("nvidia-driver-local-repo", StringComparison.Ordinal)
                && !name.StartsWith("cudnn-local-repo", StringComparison.Ordinal) && !name.StartsWith("libnvidia-container", StringComparison.Ordinal))
            {
                continue;
            }

            // The file was fetched a few lines above: its address says which repository it belongs to.
            var url = facts.DownloadOf(name);
            facts.Add(new RepositoryUse
            {
                Span = word.Span,
                Scope = use.Scope,
                Order = facts.NextOrder,
                Kind = RepositoryUseKind.Package,
                Manager = PackageManager.Apt,
                Url = url,
                CudaDistribution = name.StartsWith("cuda-repo-", StringComparison.Ordinal) ? CudaRepository.DistributionOfPackage(name) : CudaRepository.DistributionOfUrl(url),
                LocalCudaVersion = CudaRepository.LocalVersion(name),
                Command = use,
            });
        }
    }

    private static void AddAptRepository(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is not { } invocation || invocation.Has("-r", "--remove"))
        {
            return;
        }

        var word = invocation.Option("-S", "--sourceslist", "-U", "--uri", "-p", "--ppa")?.Value ?? (invocation.Operands.IsEmpty ? null : invocation.Operands[0]);
        if (word is not null)
        {
            Source(use, facts, RepositoryUseKind.Command, word.Value, word.Span);
        }
    }

    private static void AddRepository(CommandUse use, FactCollector facts, PackageManager manager, RepositoryUseKind kind, Word? word)
    {
        if (word is null)
        {
            return;
        }

        facts.Add(new RepositoryUse
        {
            Span = word.Span,
            Scope = use.Scope,
            Order = facts.NextOrder,
            Kind = kind,
            Manager = manager,
            Url = word.Value,
            CudaDistribution = CudaRepository.DistributionOfUrl(word.Value),
            Command = use,
        });
    }

    // One "deb [options] address suite components" entry, or an address or ppa alone.
    private static void Source(CommandUse use, FactCollector facts, RepositoryUseKind kind, string? text, TextSpan span)
    {
        var (url, signedBy, suite) = AptSource.Parse(text ?? "");
        facts.Add(new RepositoryUse
        {
            Span = span,
            Scope = use.Scope,
            Order = facts.NextOrder,
            Kind = kind,
            Manager = PackageManager.Apt,
            Url = url,
            SignedBy = signedBy,
            Suite = suite,
            CudaDistribution = CudaRepository.DistributionOfUrl(url),
            Command = use,
        });
    }

    private static void AptKey(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is { Subcommand: "adv" } invocation && invocation.Option("--fetch-keys", "--fetch-key")?.Value is { } url)
        {
            facts.Add(new Download { Span = url.Span, Scope = use.Scope, Order = facts.NextOrder, Url = url, Output = "", Command = use });
        }
    }

    private static void Conda(CommandUse use, FactCollector facts)
    {
        CondaFiles(use, facts);
        if (use.Invocation is not { Subcommand: "install" or "create" or "update" or "upgrade" } invocation)
        {
            return;
        }

        var sources = CondaSources(invocation, facts.Linker is not null);
        foreach (var word in invocation.Operands)
        {
            if (word.Value is not { Length: > 0 } value || value[0] is '-' or '/' or '.' || value.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var spec = MatchSpecParser.Parse(value);
            if (spec.IsArchive || spec.Name is not { } name)
            {
                continue;
            }

            facts.Add(CondaRequest(use, word, spec, name, sources, facts.NextOrder, linked: null));
        }
    }

    // conda env create -f environment.yml, conda install --file requirements.txt, micromamba create -f environment.yml
    private static void CondaFiles(CommandUse use, FactCollector facts)
    {
        if (facts.Linker is null || use.Invocation is not { } invocation)
        {
            return;
        }

        LinkedRequests? linked = null;
        if (invocation.Subcommand is "env create" or "env update")
        {
            var option = invocation.Option("-f", "--file");
            if (option is null ? invocation.Operands.IsEmpty && !invocation.HasUnknownWords : option.Value?.Value is { Length: > 0 })
            {
                var word = option?.Value?.Span ?? use.Span;
                linked = facts.Link(use, word, option?.Value?.Value ?? "environment.yml", FileLinkKind.Conda) is { } text ? CondaLowering.RunLinked(text, use, facts) : null;
            }

            facts.Add(use, linked ?? LinkedRequests.Unknown);
            return;
        }

        if (invocation.Subcommand is not ("install" or "create" or "update" or "upgrade"))
        {
            return;
        }

        var sources = CondaSources(invocation, facts.Linker is not null);
        foreach (var option in invocation.Options)
        {
            if (option.Name is not ("--file" or "-f"))
            {
                continue;
            }

            if (linked is not null || option.Value?.Value is not { Length: > 0 } path || facts.Link(use, option.Value.Span, path, FileLinkKind.Conda) is not { } text)
            {
                facts.Add(use, LinkedRequests.Unknown);
                return;
            }

            var isYaml = path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal);
            linked = !isYaml ? SpecsOf(text, use, sources)
                : use.Program is "conda" ? LinkedRequests.Unknown
                : CondaLowering.RunLinked(text, use, facts);
        }

        if (linked is not null)
        {
            facts.Add(use, linked);
        }
    }

    // A spec on each line.
    private static LinkedRequests SpecsOf(LinkedText text, CommandUse use, PackageSources sources)
    {
        var requests = ImmutableArray.CreateBuilder<PackageRequest>();
        var isComplete = true;
        var content = text.Source.Content;
        for (var start = 0; start < content.Length;)
        {
            var length = content.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? content.Length : start + length;
            var line = content.AsSpan(start, end - start);
            line = line.IndexOf('#') is >= 0 and var comment ? line[..comment] : line;
            var place = start + line.Length - line.TrimStart().Length;
            line = line.Trim();
            start = end + 1;
            if (line.IsEmpty)
            {
                continue;
            }

            var value = line.ToString();
            var spec = MatchSpecParser.Parse(value);
            if (value[0] is '@' or '-' or '/' or '.' || value.Contains("://", StringComparison.Ordinal) || spec.IsArchive || spec.Name is not { } name)
            {
                isComplete = false;
                continue;
            }

            requests.Add(CondaRequest(use, Word.Literal(new TextSpan(place, value.Length), value), spec, name, sources, use.Order, text));
        }

        return new LinkedRequests(requests.DrainToImmutable(), isComplete);
    }

    private static PackageRequest CondaRequest(CommandUse use, Word word, MatchSpec spec, MatchSpecPart name, PackageSources sources, int order, LinkedText? linked) => new()
    {
        Span = word.Span,
        Scope = use.Scope,
        Order = order,
        Manager = PackageManager.Conda,
        Name = name.Value,
        Constraint = word.Value![name.Span.End..],
        Channel = spec.Channel?.Value ?? "",
        Word = word,
        Command = use,
        Sources = sources,
        Spec = spec,
        LinkedFile = linked?.Source,
        LinkedFrom = linked?.Word,
    };

    private static PackageSources CondaSources(Commands.CommandInvocation invocation, bool linksFiles)
    {
        var channels = ImmutableArray.CreateBuilder<Word>();
        var isComplete = !invocation.HasUnknownWords && !invocation.Has("--clone") && (linksFiles || !invocation.Has("--file", "-f"));
        foreach (var option in invocation.Options)
        {
            if (option.Name is "-c" or "--channel" && option.Value is { } channel)
            {
                isComplete &= channel.Value is not null && channels.Count < PackageSources.MaximumPlaces;
                if (channels.Count < PackageSources.MaximumPlaces)
                {
                    channels.Add(channel);
                }
            }
        }

        return new PackageSources { Channels = channels.ToImmutable(), OverridesChannels = invocation.Has("--override-channels"), IsComplete = isComplete };
    }

    // git clone ADDRESS [FOLDER]
    private static void Clone(CommandUse use, FactCollector facts)
    {
        if (facts.Linker is null || use.Invocation is not { Subcommand: "clone", Operands: [{ Value: { } address }, ..] operands })
        {
            return;
        }

        var name = address.TrimEnd('/');
        name = name[(name.AsSpan().LastIndexOfAny('/', ':') + 1)..];
        name = name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
        if ((operands.Length > 1 ? operands[1].Value : name) is { Length: > 0 } target && WorkingFolder.Combine(use.Folder, target.Replace('\\', '/')) is { } folder)
        {
            facts.NoteClone(folder, name);
        }
    }

    private static void Curl(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        var output = invocation.Option("-o", "--output") is { } option ? option.Value?.Value : invocation.Has("-O", "--remote-name") ? null : "";
        Downloads(use, facts, invocation.Operands, output, named: invocation.Has("-O", "--remote-name"));
    }

    private static void Wget(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        var option = invocation.Option("-O", "--output-document");
        var output = option is null ? null : option.Value is { } file ? file.Is("-") ? "" : file.Value : null;
        Downloads(use, facts, invocation.Operands, output, named: option is null);
    }

    private static void Downloads(CommandUse use, FactCollector facts, ImmutableArray<Word> urls, string? output, bool named)
    {
        if (output is "" or "-" or "/dev/stdout")
        {
            output = "";
            foreach (var redirection in use.Redirections)
            {
                if (redirection.Kind is ShellRedirectionKind.Output or ShellRedirectionKind.Append or ShellRedirectionKind.Clobber)
                {
                    output = redirection.Target?.Value;
                }
            }
        }

        facts.NoteAddresses(urls);
        foreach (var url in urls)
        {
            var file = named && url.Value is { } address ? address[(address.LastIndexOf('/') + 1)..] : output;
            facts.Add(new Download { Span = url.Span, Scope = use.Scope, Order = facts.NextOrder, Url = url, Output = file, Command = use });
            if (file is { } path && IsSourcesPath(path))
            {
                SourcesFile(use, facts, url);
            }
        }
    }

    private static void SourcesFile(CommandUse use, FactCollector facts, Word word) =>
        facts.Add(new RepositoryUse
        {
            Span = word.Span,
            Scope = use.Scope,
            Order = facts.NextOrder,
            Kind = RepositoryUseKind.SourcesFile,
            Manager = word.Raw.Trim('"', '\'').EndsWith(".repo", StringComparison.Ordinal) ? PackageManager.Dnf : PackageManager.Apt,
            Url = word.Value,
            Written = word.Raw.Trim('"', '\''),
            CudaDistribution = CudaRepository.DistributionOfUrl(word.Value),
            Command = use,
        });

    private static bool IsSourcesPath(string path) =>
        path.StartsWith("/etc/apt/sources.list", StringComparison.Ordinal) || path.StartsWith("/etc/yum.repos.d/", StringComparison.Ordinal);

    private static void Docker(CommandUse use, FactCollector facts)
    {
        // podman --remote run, docker --context x run: the grammar has taken the options off.
        if (use.Invocation is not { } invocation)
        {
            return;
        }

        switch (invocation.Subcommand)
        {
            case "run" or "create" or "container run" or "container create":
                {
                    // With unknown words in front nobody can say which word is the image.
                    var image = invocation.HasUnknownWords || invocation.Operands.IsEmpty ? null : invocation.Operands[0];
                    var reference = image?.Value is { } text ? ImageReference.Parse(text) : null;
                    if (image is not null)
                    {
                        facts.Add(new ImageUse { Span = image.Span, Scope = use.Scope, Order = facts.NextOrder, Word = image, Reference = reference, Role = ImageRole.Run, Like = facts.LikeOf(reference) });
                    }

                    facts.Add(new ContainerRun
                    {
                        Span = use.Span,
                        Scope = use.Scope,
                        Order = facts.NextOrder,
                        Command = use,
                        Image = image,
                        Reference = reference,
                        Content = facts.LikeOf(reference) ?? reference,
                        Arguments = image is null ? [] : invocation.Operands.RemoveAt(0),
                    });
                    break;
                }

            case "build" or "buildx build" or "image build":
                Build(use, invocation, facts);
                break;

            case "pull" or "image pull" when invocation.Operands is [var image]:
                var pulled = image.Value is { } name ? ImageReference.Parse(name) : null;
                facts.Add(new ImageUse
                {
                    Span = image.Span,
                    Scope = use.Scope,
                    Order = facts.NextOrder,
                    Word = image,
                    Reference = pulled,
                    Role = ImageRole.Pull,
                    Like = facts.LikeOf(pulled),
                });
                break;
        }
    }

    // docker build -f FILE --build-arg NAME=VALUE --target STAGE CONTEXT
    private static void Build(CommandUse use, Commands.CommandInvocation invocation, FactCollector facts)
    {
        var arguments = ImmutableArray.CreateBuilder<BuildArgument>();
        var isComplete = !invocation.HasUnknownWords && invocation.Operands.Length == 1;
        foreach (var option in invocation.Options)
        {
            if (option is not { Name: "--build-arg", Value: { } word })
            {
                isComplete &= option.Name is not ("--build-arg" or "--build-arg-file");
                continue;
            }

            // "NAME=$VALUE": the name is known although the value is not.
            var text = word.Value ?? word.Raw.TrimStart('"');
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text : text[..equals];
            if (name.Length == 0 || name.AsSpan().IndexOfAny('$', '`', '"') >= 0)
            {
                isComplete = false;
                continue;
            }

            arguments.Add(new BuildArgument(name, equals < 0 ? null : word.Value is null ? word : word.From(equals + 1), word.Span));
        }

        facts.Add(new ImageBuild
        {
            Span = use.Span,
            Scope = use.Scope,
            Order = facts.NextOrder,
            Context = invocation.Operands is [.., var context] ? context : null,
            Dockerfile = invocation.Option("-f", "--file")?.Value,
            Target = invocation.Option("--target")?.Value,
            Arguments = arguments.DrainToImmutable(),
            Command = use,
            IsComplete = isComplete,
        });
    }

    // … | tee file, tee file <<EOF
    private static void Tee(CommandUse use, FactCollector facts)
    {
        if (use.Invocation is not { Operands: [var path, ..] } invocation)
        {
            return;
        }

        var content = HeredocOf(use) ?? (use.PipedFrom is { } producer ? TextOf(producer) : null);
        Write(use, facts, path, content, invocation.Has("-a", "--append"), use.PipedFrom ?? use);

        // curl -s …/nvidia-docker.list | sudo tee /etc/apt/sources.list.d/nvidia-docker.list, also through sed.
        if (path.Value is { } file && IsSourcesPath(file) && content is null)
        {
            for (var from = use.PipedFrom; from is not null; from = from.PipedFrom)
            {
                if (from.Program is "curl" or "wget" && from.Invocation is { Operands: [var url, ..] })
                {
                    SourcesFile(use, facts, url);
                    return;
                }
            }
        }
    }

    private static void RedirectedText(CommandUse use, FactCollector facts)
    {
        foreach (var redirection in use.Redirections)
        {
            if (redirection.Kind is (ShellRedirectionKind.Output or ShellRedirectionKind.Append or ShellRedirectionKind.Clobber)
                && redirection.Target is { } path && !path.Is("/dev/null") && !path.Is("/dev/stderr"))
            {
                Write(use, facts, path, TextOf(use), redirection.Kind == ShellRedirectionKind.Append, use);
                return;
            }
        }
    }

    private static void Write(CommandUse use, FactCollector facts, Word path, string? content, bool append, CommandUse producer)
    {
        facts.Add(new FileWrite
        {
            Span = path.Span,
            Scope = use.Scope,
            Order = facts.NextOrder,
            Path = path,
            Content = content,
            IsAppend = append,
            Command = producer,
        });
        if (path.Value is { } file && IsSourcesPath(file) && content is not null)
        {
            foreach (var line in content.Split('\n'))
            {
                var text = line.TrimStart();
                if (text.StartsWith("deb ", StringComparison.Ordinal) || text.StartsWith("deb[", StringComparison.Ordinal) || text.StartsWith("URIs:", StringComparison.OrdinalIgnoreCase))
                {
                    Source(use, facts, RepositoryUseKind.SourcesEntry, text, producer.Span);
                }
            }
        }
    }

    private static string? TextOf(CommandUse use) => use.Program switch
    {
        "echo" => EchoText(use),
        "printf" => PrintfText(use),
        "cat" => HeredocOf(use),
        _ => null,
    };

    private static string? HeredocOf(CommandUse use)
    {
        foreach (var redirection in use.Redirections)
        {
            if (redirection.Kind is ShellRedirectionKind.Heredoc or ShellRedirectionKind.HeredocStripTabs or ShellRedirectionKind.Herestring)
            {
                return redirection.HeredocText;
            }
        }

        return null;
    }

    private static string? EchoText(CommandUse use)
    {
        var words = use.Arguments;
        var first = 0;
        var escapes = false;
        while (first < words.Length && words[first].Value is { Length: > 1 } option && option[0] == '-' && option.AsSpan(1).IndexOfAnyExcept("neE") < 0)
        {
            escapes |= option.Contains('e', StringComparison.Ordinal);
            first++;
        }

        var parts = new string[words.Length - first];
        for (var i = first; i < words.Length; i++)
        {
            // An entry such as "deb [arch=$(dpkg --print-architecture)] https://…" is still worth reading: its address is written out.
            parts[i - first] = words[i].Value ?? words[i].Raw.Trim('"');
        }

        var text = string.Join(' ', parts);
        return escapes ? text.Replace("\\n", "\n", StringComparison.Ordinal) : text;
    }

    private static string? PrintfText(CommandUse use)
    {
        if (use.Arguments is not [{ Value: { } format }, ..])
        {
            return null;
        }

        var text = format.Replace("\\n", "\n", StringComparison.Ordinal);
        if (use.Arguments.Length == 1)
        {
            return text;
        }

        var result = new StringBuilder();
        var from = 0;
        for (var i = 1; i < use.Arguments.Length; i++)
        {
            var at = text.IndexOf("%s", from, StringComparison.Ordinal);
            if (at < 0 || use.Arguments[i].Value is not { } value)
            {
                return null;
            }

            result.Append(text, from, at - from).Append(value);
            from = at + 2;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }
}
