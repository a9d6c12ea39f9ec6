using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Linking;
using EnvLint.Environment.Lowering;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Manifests;
using EnvLint.Manifests.Compose;
using EnvLint.Manifests.Conda;
using EnvLint.Manifests.Guides;
using EnvLint.Manifests.PyProject;
using EnvLint.Manifests.Wsl;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Ini;
using EnvLint.Syntax.Markdown;
using EnvLint.Syntax.PowerShell;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>What is known of one file: its text and kind, the tree, the view and the facts.</summary>
public sealed class FileAnalysis
{
    private IProjectIndex? _index;
    private IProjectIndex? _project;

    private FileAnalysis(SourceText source, ManifestKind kind)
    {
        Source = source;
        Kind = kind;
    }

    /// <summary>The text.</summary>
    public SourceText Source { get; }

    /// <summary>The kind.</summary>
    public ManifestKind Kind { get; }

    /// <summary>What the parsers could not take, in order of position, with spans of the file; for ENV001.</summary>
    public ImmutableArray<SyntaxError> Errors { get; private init; } = [];

    /// <summary>Spans of the file's comments, for suppressions; in order.</summary>
    public ImmutableArray<TextSpan> Comments { get; private init; } = [];

    /// <summary>The view of a Dockerfile.</summary>
    public DockerfileManifest? Dockerfile { get; private init; }

    /// <summary>The view of a <c>.wslconfig</c> or <c>wsl.conf</c>.</summary>
    public WslConfigFile? Wsl { get; private init; }

    /// <summary>The view of a requirements or constraints file.</summary>
    public RequirementsFile? Requirements { get; private init; }

    /// <summary>The view of an environment file of conda.</summary>
    public CondaEnvironmentFile? Conda { get; private init; }

    /// <summary>The view of a <c>pyproject.toml</c>.</summary>
    public PyProjectFile? PyProject { get; private init; }

    /// <summary>The view of a compose file.</summary>
    public ComposeFile? Compose { get; private init; }

    /// <summary>The view of a guide.</summary>
    public GuideFile? Guide { get; private init; }

    /// <summary>What the file says of the environment.</summary>
    public FileFacts? Facts { get; private init; }

    /// <summary>Manifests that stand inside it: fenced files of a guide, files that a script writes.</summary>
    public ImmutableArray<EmbeddedFile> Embedded { get; private init; } = [];

    /// <summary>The file that this one stands in; null for a file of its own.</summary>
    public FileAnalysis? Outer { get; private init; }

    /// <summary>The other files of the root, for questions that span two; null where none may be read.</summary>
    public ILinkedFiles? Files { get; private init; }

    /// <summary>Reads a file and lowers it to facts, without any rule.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind">The kind of file.</param>
    /// <param name="options">The declared target, the scope, the other files.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static FileAnalysis Of(SourceText source, ManifestKind kind, AnalysisOptions options, CancellationToken cancellationToken) =>
        Create(source, kind, options, outer: null, cancellationToken);

    /// <summary>How many commands of the project install a list; 0 where nobody knows of other files.</summary>
    /// <param name="list">Its path, as findings name it.</param>
    public int InstallsOf(string list)
    {
        var file = this;
        while (file.Outer is { } outer)
        {
            file = outer;
        }

        return file._project?.InstallsOf(list) ?? 0;
    }

    /// <summary>Whether each command that installs this list names an index, so that where its packages come from is told there.</summary>
    public bool IsIndexNamedElsewhere => Kind == ManifestKind.Requirements && _index?.IsIndexNamedFor(Source.Path) == true;

    /// <summary>Whether a build of the project names this Dockerfile, and the folder of its context, with <c>/</c> at its end; null where builds differ, and where none does.</summary>
    internal (bool IsBuilt, string? Folder) DeclaredContext => _index is null ? (false, null) : (_index.IsBuilt(Source.Path), _index.ContextOf(Source.Path));

    internal static FileAnalysis Create(SourceText source, ManifestKind kind, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var file = Make(source, kind, options, outer, cancellationToken);
        file._project = options.Index;
        return file;
    }

    private static FileAnalysis Make(SourceText source, ManifestKind kind, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken) => kind switch
    {
        ManifestKind.Dockerfile => OfDockerfile(source, options, outer, cancellationToken),
        ManifestKind.Shell => OfShell(source, options, outer, cancellationToken),
        ManifestKind.WslGlobalConfig or ManifestKind.WslDistributionConfig => OfWsl(source, kind, options, outer, cancellationToken),
        ManifestKind.PowerShell or ManifestKind.Batch => OfWindows(source, kind, options, outer, cancellationToken),
        ManifestKind.Requirements => OfRequirements(source, options, outer, cancellationToken),
        ManifestKind.CondaEnvironment => OfConda(source, options, outer, cancellationToken),
        ManifestKind.PyProject => OfPyProject(source, options, outer, cancellationToken),
        ManifestKind.Compose => OfCompose(source, options, outer, cancellationToken),
        ManifestKind.Guide => OfGuide(source, options, outer, cancellationToken),
        _ => new FileAnalysis(source, kind) { Outer = outer },
    };

    internal static FileAnalysis Unread(SourceText source, ManifestKind kind) => new(source, kind);

    private static FileAnalysis OfWsl(SourceText source, ManifestKind kind, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var view = WslConfigFile.Create(source, kind, cancellationToken);
        var comments = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var token in view.Syntax.Tokens)
        {
            if (token.Kind == IniTokenKind.Comment)
            {
                comments.Add(token.Span);
            }
        }

        return new FileAnalysis(source, kind) { Wsl = view, Comments = comments.DrainToImmutable(), Outer = outer, Files = options.Files };
    }

    private static FileAnalysis OfRequirements(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images);
        var view = RequirementsLowering.Run(source, collector, ScopeOf(options), options.Files);
        return new FileAnalysis(source, ManifestKind.Requirements)
        {
            _index = options.Index,
            Requirements = view,
            Facts = collector.Finish(),
            Outer = outer,
            Comments = MayHoldDirectives(source) ? view.Tree.Comments : [],
        };
    }

    private static FileAnalysis OfConda(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var view = CondaEnvironmentFile.Create(source, cancellationToken);
        if (view.IsTemplate)
        {
            return new FileAnalysis(source, ManifestKind.CondaEnvironment) { Conda = view, Outer = outer };
        }

        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images);
        CondaLowering.Run(view, collector, ScopeOf(options), options.Files);
        return new FileAnalysis(source, ManifestKind.CondaEnvironment)
        {
            Conda = view,
            Facts = collector.Finish(),
            Outer = outer,
            Errors = view.Syntax.Errors,
            Comments = view.Syntax.Comments,
        };
    }

    private static FileAnalysis OfPyProject(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var view = PyProjectFile.Create(source, cancellationToken);
        if (view.IsTemplate)
        {
            return new FileAnalysis(source, ManifestKind.PyProject) { PyProject = view, Outer = outer };
        }

        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images);
        var scope = ScopeOf(options);
        var system = WheelPlatforms.MarkersOf(WheelPlatforms.Of(scope, options.Target) ?? WheelPlatform.LinuxX64, python: null);
        PyProjectLowering.Run(view, collector, scope, system, options.Files);
        return new FileAnalysis(source, ManifestKind.PyProject)
        {
            PyProject = view,
            Facts = collector.Finish(),
            Outer = outer,
            Files = options.Files,
            Errors = view.Syntax.Errors,
            Comments = MayHoldDirectives(source) ? view.Syntax.Comments : [],
        };
    }

    private static FileAnalysis OfCompose(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var view = LinkedCompose.Read(source, options.Files, cancellationToken);
        if (view.IsTemplate)
        {
            return new FileAnalysis(source, ManifestKind.Compose) { Compose = view, Outer = outer };
        }

        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images);
        var embedded = ComposeLowering.Run(view, collector, options.Files);
        return new FileAnalysis(source, ManifestKind.Compose)
        {
            Compose = view,
            Facts = collector.Finish(),
            Embedded = embedded,
            Outer = outer,
            Files = options.Files,
            // A guide shows a file in parts, without the anchors that other parts have, and shows what not to write.
            Errors = outer?.Guide is null ? Sorted(view.Syntax.Errors, collector.Errors) : [],
            Comments = view.Syntax.Comments,
        };
    }

    private static FileAnalysis OfDockerfile(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var tree = DockerfileParser.Parse(source.Content, cancellationToken);
        if (DockerfileTemplate.Is(tree))
        {
            return new FileAnalysis(source, ManifestKind.Dockerfile) { Outer = outer };
        }

        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images) { Linker = options.Files is { } files ? new ImageLinker(source.Path, files, tree, options.Build?.Context, options.Index is { } index ? index.ContextOf : null) : null };
        var manifest = DockerfileLowering.Run(EmbeddedText.Whole(source), tree, collector, options.Build);
        var facts = collector.Finish();
        return new FileAnalysis(source, ManifestKind.Dockerfile)
        {
            _index = options.Build is null ? options.Index : null,
            Files = options.Build is null ? options.Files : null,
            Dockerfile = manifest,
            Facts = facts,
            Outer = outer,
            Embedded = EmbeddedFiles.Of(facts),
            Errors = Sorted(tree.Errors, collector.Errors),
            Comments = MayHoldDirectives(source) ? Sorted([.. tree.Comments, .. CommentsOf(facts.Shells, ShellOrigin.RunHeredoc)]) : [],
        };
    }

    private static FileAnalysis OfShell(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var tree = ShellParser.Parse(source.Content, ShellDialect.Bash, cancellationToken);
        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images) { Linker = ScriptLinkerOf(source, options) };
        var scope = ScopeOf(options);
        var shell = new ShellSource(EmbeddedText.Whole(source), tree, ShellOrigin.Script, scope);
        var lowering = ShellLowering.Run(collector, shell, new VariableTable(), layer: 0, pipefail: false, exitsOnFailure: false);

        // A script that asks whether it runs in WSL is meant for both: only what stands in the branches is known.
        if (scope.Kind == ScopeKind.Unknown && !lowering.TestsForWsl
            && WslEvidence.Of(collector.Commands, collector.Repositories, collector.Variables) is { IsEmpty: false } evidence)
        {
            scope.Settle(ScopeKind.Wsl, evidence);
        }

        collector.EndSequence(scope, basedOn: null, ShellOrigin.Script);
        var facts = collector.Finish();
        return new FileAnalysis(source, ManifestKind.Shell)
        {
            Facts = facts,
            Outer = outer,
            Embedded = EmbeddedFiles.Of(facts),
            Errors = BeforeExit(Sorted([], collector.Errors), tree),
            Comments = MayHoldDirectives(source) ? Sorted(CommentsOf(facts.Shells, ShellOrigin.Script)) : [],
        };
    }

    private static FileAnalysis OfGuide(SourceText source, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var guide = GuideReader.Read(MarkdownParser.Parse(source, cancellationToken));
        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images) { Linker = ScriptLinkerOf(source, options) };
        GuideLowering.Run(guide, ScopeOf(options), collector);
        var facts = collector.Finish();
        return new FileAnalysis(source, ManifestKind.Guide)
        {
            Guide = guide,
            Facts = facts,
            Outer = outer,
            Embedded = EmbeddedFiles.Of(guide, facts),
            Comments = MayHoldDirectives(source) ? Sorted([.. CommentsOf(guide), .. CommentsOf(facts.Shells, ShellOrigin.Guide)]) : [],
        };
    }

    private static List<TextSpan> CommentsOf(GuideFile guide)
    {
        var result = new List<TextSpan>();
        foreach (var block in guide.Document.Blocks)
        {
            if (block.Kind == MarkdownBlockKind.Comment)
            {
                result.Add(block.Span);
            }
        }

        return result;
    }

    private static FileAnalysis OfWindows(SourceText source, ManifestKind kind, AnalysisOptions options, FileAnalysis? outer, CancellationToken cancellationToken)
    {
        var collector = new FactCollector(source, cancellationToken, options.Indexes, options.Images) { Linker = ScriptLinkerOf(source, options) };
        var scope = WindowsScopeOf(source, kind, options);
        var dialect = kind == ManifestKind.PowerShell ? WindowsDialect.PowerShell : WindowsDialect.Batch;
        var script = WindowsLowering.Run(collector, EmbeddedText.Whole(source), dialect, scope);
        collector.EndSequence(scope, basedOn: null, ShellOrigin.Script);
        var facts = collector.Finish();
        return new FileAnalysis(source, kind)
        {
            Facts = facts,
            Embedded = EmbeddedFiles.Of(facts),
            Outer = outer,
            Comments = MayHoldDirectives(source) ? CommentsOf(script) : [],
        };
    }

    private static Scope WindowsScopeOf(SourceText source, ManifestKind kind, AnalysisOptions options)
    {
        if (options.Scope != ScopeKind.Unknown)
        {
            return ScopeOf(options);
        }

        // A first line that names an interpreter is for Linux and macOS, where PowerShell runs too.
        return source.Content.StartsWith("#!", StringComparison.Ordinal)
            ? new Scope(ScopeKind.Unknown, [], null)
            : WindowsLowering.Host(new ScopeEvidence(default, kind == ManifestKind.PowerShell ? "it is a PowerShell script" : "it is a batch file"));
    }

    private static ImmutableArray<TextSpan> CommentsOf(WindowsScript script)
    {
        var comments = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var token in script.Tokens)
        {
            if (token.Kind == WindowsTokenKind.Comment)
            {
                comments.Add(token.Span);
            }
        }

        return comments.DrainToImmutable();
    }

    private static ScriptLinker? ScriptLinkerOf(SourceText source, AnalysisOptions options) => options.Files is { } files ? new ScriptLinker(source.Path, files) : null;

    private static Scope ScopeOf(AnalysisOptions options) => (options.Scope, options.Target?.Platform) switch
    {
        (not ScopeKind.Unknown, _) => new Scope(options.Scope, [new ScopeEvidence(default, "the configuration says where this file runs")], null),
        (_, TargetPlatform.Wsl2) => new Scope(ScopeKind.Wsl, [new ScopeEvidence(default, "the declared target is WSL 2")], null),
        (_, TargetPlatform.Linux) => new Scope(ScopeKind.LinuxHost, [new ScopeEvidence(default, "the declared target is Linux")], null),
        _ => new Scope(ScopeKind.Unknown, [], null),
    };

    // A shell reads a script as it runs it: what stands below an exit for all, notes or an archive, it never reads.
    private static ImmutableArray<SyntaxError> BeforeExit(ImmutableArray<SyntaxError> errors, ShellTree tree)
    {
        if (errors.IsEmpty)
        {
            return errors;
        }

        foreach (var item in tree.Body.Items)
        {
            if (item is { IsBackground: false, Pipelines: [{ IsNegated: false, Commands: [ShellSimpleCommand { Words: [{ Parts: [ShellLiteral { Text: "exit" }] }, ..] }] }] }
                && tree.Text.IndexOf('\n', item.Span.End) is >= 0 and var end)
            {
                var read = 0;
                while (read < errors.Length && errors[read].Span.Start < end)
                {
                    read++;
                }

                return errors[..read];
            }
        }

        return errors;
    }

    private static ImmutableArray<SyntaxError> Sorted(ImmutableArray<SyntaxError> first, List<SyntaxError> second)
    {
        if (second.Count == 0)
        {
            return first;
        }

        second.AddRange(first);
        Sorting.Order(second, static (left, right) => left.Span.CompareTo(right.Span));
        return [.. second];
    }

    private static ImmutableArray<TextSpan> Sorted(List<TextSpan> spans)
    {
        spans.Sort();
        return [.. spans];
    }

    private static List<TextSpan> CommentsOf(ImmutableArray<ShellSource> shells, ShellOrigin origin)
    {
        var result = new List<TextSpan>();
        foreach (var shell in shells)
        {
            if (shell.Origin != origin)
            {
                continue;
            }

            foreach (var token in shell.Tree.Tokens)
            {
                if (token.Kind == ShellTokenKind.Comment)
                {
                    result.Add(shell.ToFile(token.Span));
                }
            }
        }

        return result;
    }

    private static bool MayHoldDirectives(SourceText source) => source.Content.Contains("envlint:", StringComparison.Ordinal);
}
