using BenchmarkDotNet.Attributes;
using EnvLint.Engine;
using EnvLint.Manifests;
using EnvLint.Rules;
using EnvLint.Syntax.Dockerfile;
using EnvLint.Syntax.Ini;
using EnvLint.Syntax.Shell;
using EnvLint.Text;

namespace EnvLint.Benchmarks;

/// <summary>One file of each kind on its way: parsed alone, parsed and lowered to facts, and with all rules.</summary>
[MemoryDiagnoser]
public class FileBenchmarks
{
    private static readonly Analyzer WithoutRules = new(new NoRules());
    private static readonly Analyzer AllRules = new(RuleCatalog.Instance);

    private SourceText _source = new("x", "");

    /// <summary>The kinds that have a parser.</summary>
    [Params(ManifestKind.Dockerfile, ManifestKind.Shell, ManifestKind.WslGlobalConfig, ManifestKind.WslDistributionConfig)]
    public ManifestKind Kind { get; set; }

    [GlobalSetup]
    public void Setup() => _source = Samples.Of(Kind);

    [Benchmark]
    public object Parse() => Kind switch
    {
        ManifestKind.Dockerfile => DockerfileParser.Parse(_source.Content, CancellationToken.None),
        ManifestKind.Shell => ShellParser.Parse(_source.Content, ShellDialect.Bash, CancellationToken.None),
        ManifestKind.WslGlobalConfig => IniDocument.Parse(_source, IniDialect.Host),
        _ => IniDocument.Parse(_source, IniDialect.Guest),
    };

    [Benchmark]
    public FileResult ParseAndLower() => WithoutRules.AnalyzeFile(_source, Kind, target: null, CancellationToken.None);

    [Benchmark]
    public FileResult Analyze() => AllRules.AnalyzeFile(_source, Kind, target: null, CancellationToken.None);

    private sealed class NoRules : RuleTable
    {
        public override IReadOnlyList<Rule> All => [];

        protected override Rule[]? Find(Type subject) => null;
    }
}
