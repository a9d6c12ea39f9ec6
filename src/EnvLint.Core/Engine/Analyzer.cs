using System.Collections.Immutable;
using EnvLint.Diagnostics;
using EnvLint.Environment;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Text;

namespace EnvLint.Engine;

/// <summary>Runs the rules over files. One engine serves check, fix and server; it holds no state but the rules.</summary>
/// <param name="rules">All rules.</param>
public sealed class Analyzer(RuleTable rules)
{
    /// <summary>The rules.</summary>
    public RuleTable Rules { get; } = rules;

    /// <summary>Parses a file, lowers it to facts and runs the rules.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind">The kind of file.</param>
    /// <param name="target">The declared target, if there is one.</param>
    /// <param name="cancellationToken">Ends the run between rules.</param>
    /// <returns>The raw findings; a rule that throws becomes an ENV003 finding and the others go on.</returns>
    public FileResult AnalyzeFile(SourceText source, ManifestKind kind, TargetProfile? target, CancellationToken cancellationToken) =>
        AnalyzeFile(source, kind, target is null ? AnalysisOptions.None : new AnalysisOptions { Target = target }, cancellationToken);

    /// <summary>Parses a file, lowers it to facts and runs the rules; over the manifests that stand inside it too.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind">The kind of file.</param>
    /// <param name="options">The declared target, the scope, the other files.</param>
    /// <param name="cancellationToken">Ends the run between rules.</param>
    /// <returns>The raw findings; a rule that throws becomes an ENV003 finding and the others go on.</returns>
    public FileResult AnalyzeFile(SourceText source, ManifestKind kind, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var file = FileAnalysis.Create(source, kind, options, outer: null, cancellationToken);
        var run = Run(file, options, cancellationToken);
        Embedded(file, run, options, depth: 0, cancellationToken);
        run.Add(BuildFindings.Of(file, options, dockerfile => Run(dockerfile, options, cancellationToken).Diagnostics, cancellationToken));
        return run.Finish();
    }

    /// <summary>Analyses a file on several targets.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind">The kind of file.</param>
    /// <param name="options">The scope, the other files.</param>
    /// <param name="targets">The targets; without any the file is analysed once, with none declared.</param>
    /// <param name="cancellationToken">Ends the run between rules.</param>
    /// <returns>The file as it is on the first target, and the raw findings on all of them, one target after the other.</returns>
    public FileResult AnalyzeFile(SourceText source, ManifestKind kind, AnalysisOptions options, ImmutableArray<TargetProfile> targets, CancellationToken cancellationToken)
    {
        var result = AnalyzeFile(source, kind, options with { Target = targets.IsEmpty ? null : targets[0] }, cancellationToken);
        for (var i = 1; i < targets.Length; i++)
        {
            var other = AnalyzeFile(source, kind, options with { Target = targets[i] }, cancellationToken);
            result = result with { Diagnostics = result.Diagnostics.AddRange(other.Diagnostics), HasFailure = result.HasFailure | other.HasFailure };
        }

        return result;
    }

    // A file in a file in a file is as deep as it gets: a guide that writes a script that writes a file.
    private void Embedded(FileAnalysis file, RuleRun run, AnalysisOptions options, int depth, CancellationToken cancellationToken)
    {
        const int MaximumDepth = 3;
        if (depth == MaximumDepth)
        {
            return;
        }

        foreach (var embedded in file.Embedded)
        {
            var source = new SourceText(embedded.Path, embedded.Text.Text);
            var inner = FileAnalysis.Create(source, embedded.Kind, options with { Scope = ScopeKind.Unknown, Files = null }, file, cancellationToken);
            var innerRun = Run(inner, options, cancellationToken);
            Embedded(inner, innerRun, options, depth + 1, cancellationToken);
            run.Take(innerRun, embedded, source);
        }
    }

    private RuleRun Run(FileAnalysis file, AnalysisOptions options, CancellationToken cancellationToken)
    {
        var run = new RuleRun(Rules, file, options.Target, cancellationToken);
        if (file.Errors.Length > 0)
        {
            run.One(new SyntaxErrors(file.Errors));
        }

        run.One(file);

        // A file that only shares its name with one of WSL's says nothing.
        if (file.Wsl is { IsForeign: false } wsl)
        {
            run.One(wsl);
        }

        if (file.Dockerfile is { } dockerfile)
        {
            run.One(dockerfile);
        }

        if (file.Requirements is { IsForeign: false } requirements)
        {
            run.One(requirements);
        }

        if (file.Conda is { IsTemplate: false } conda)
        {
            run.One(conda);
        }

        if (file.PyProject is { IsTemplate: false } project)
        {
            run.One(project);
        }

        if (file.Compose is { IsTemplate: false } compose)
        {
            run.One(compose);
        }

        if (file.Facts is { } facts)
        {
            run.Each(facts.Shells);
            run.Each(facts.Images);
            run.Each(facts.Variables);
            run.Each(facts.Commands);
            run.Each(facts.Packages);
            run.Each(facts.Downloads);
            run.Each(facts.Repositories);
            run.Each(facts.FileWrites);
            run.Each(facts.ContainerRuns);
            run.Each(facts.ImageBuilds);
            run.Each(facts.GpuRequests);
            run.Each(facts.Services);
            run.Each(facts.Sequences);
            run.Each(facts.Environments);
        }

        return run;
    }

    /// <summary>Reports a manifest that could not be read as text.</summary>
    /// <param name="path">Path relative to the root.</param>
    /// <param name="kind">The kind that its name says.</param>
    /// <param name="unreadable">Why it could not be read.</param>
    public FileResult ReportUnreadable(string path, ManifestKind kind, UnreadableFile unreadable)
    {
        var file = FileAnalysis.Unread(new SourceText(path, ""), kind);
        var run = new RuleRun(Rules, file, target: null, CancellationToken.None);
        run.One(unreadable);
        return run.Finish();
    }

    private sealed class RuleRun(RuleTable rules, FileAnalysis file, TargetProfile? target, CancellationToken cancellationToken)
    {
        private readonly List<Diagnostic> _diagnostics = [];
        private RuleContext? _context;
        private bool _failed;

        /// <summary>The findings so far, in no order.</summary>
        public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

        public void Add(List<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

        public void One<TSubject>(TSubject subject)
            where TSubject : class
        {
            foreach (var rule in rules.For<TSubject>())
            {
                Guarded(rule, subject);
            }
        }

        public void Each<TSubject>(ImmutableArray<TSubject> subjects)
            where TSubject : class
        {
            if (subjects.IsEmpty)
            {
                return;
            }

            foreach (var rule in rules.For<TSubject>())
            {
                foreach (var subject in subjects)
                {
                    Guarded(rule, subject);
                }
            }
        }

        /// <summary>Takes the findings in a file that stands inside this one, with the places that they have here.</summary>
        public void Take(RuleRun inner, EmbeddedFile embedded, SourceText innerSource)
        {
            _failed |= inner._failed;
            foreach (var diagnostic in inner._diagnostics)
            {
                if (EmbeddedFindings.ToOuter(diagnostic, embedded, innerSource, file.Source) is { } carried)
                {
                    _diagnostics.Add(carried);
                }
            }
        }

        public FileResult Finish()
        {
            if (_diagnostics.Count == 0)
            {
                return new FileResult(file, [], _failed);
            }

            for (var i = 0; i < _diagnostics.Count; i++)
            {
                _diagnostics[i] = VisiblePlaces.Of(_diagnostics[i]);
            }

            // By position, then code; equal ones keep the order in which the rules spoke.
            var places = new int[_diagnostics.Count];
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = i;
            }

            Array.Sort(places, Compare);
            var ordered = ImmutableArray.CreateBuilder<Diagnostic>(places.Length);
            foreach (var place in places)
            {
                ordered.Add(_diagnostics[place]);
            }

            return new FileResult(file, ordered.MoveToImmutable(), _failed);
        }

        private int Compare(int left, int right)
        {
            var order = _diagnostics[left].Span.CompareTo(_diagnostics[right].Span);
            if (order == 0)
            {
                order = string.CompareOrdinal(_diagnostics[left].Rule.Code, _diagnostics[right].Rule.Code);
            }

            return order != 0 ? order : left.CompareTo(right);
        }

        private void Guarded<TSubject>(Rule<TSubject> rule, TSubject subject)
            where TSubject : class
        {
            cancellationToken.ThrowIfCancellationRequested();
            _context ??= new RuleContext(file, target, _diagnostics, cancellationToken);
            _context.Rule = rule.Descriptor;
            try
            {
                rule.Run(subject, _context);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The one broad catch: a rule's failure is a finding, and the other rules go on.
                _failed = true;
                if (subject is not RuleFailure)
                {
                    One(new RuleFailure(rule.Descriptor.Code, rule.Descriptor.Name, $"{exception.GetType().Name}: {exception.Message}"));
                }
            }
        }
    }
}
