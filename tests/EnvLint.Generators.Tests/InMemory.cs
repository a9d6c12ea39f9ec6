using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using EnvLint.Rules;
using EnvLint.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EnvLint.Generators.Tests;

/// <summary>Projects that exist in memory only.</summary>
internal static class InMemory
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "netstandard.dll" or "mscorlib.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(Rule).Assembly.Location),
    ];

    public static CSharpCompilation Compilation(params (string Path, string Text)[] files) => CSharpCompilation.Create(
        "InMemory",
        files.Append(("/Usings.cs", "global using System; global using System.Collections.Generic; global using System.Linq;"))
            .Select(static file => CSharpSyntaxTree.ParseText(file.Item2, ParseOptions, file.Item1, System.Text.Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A project that does not refer to Core, for what is generated into Core itself.</summary>
    public static CSharpCompilation CompilationWithoutCore() => Compilation(RowsOf("Rows.cs"), RowsOf("Sorting.cs")).RemoveReferences(References[^1]);

    // The lists that the tables are made of are Core's own.
    private static (string Path, string Text) RowsOf(string file)
    {
        var path = Path.Join(RepositoryRoot.Path, "src", "EnvLint.Core", "Collections", file);
        return (path, System.IO.File.ReadAllText(path));
    }

    public static SyntaxTree Tree(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);

    public static AdditionalText File(string path, string text) => new MemoryText(path, text);

    public static CSharpGeneratorDriver Driver(IIncrementalGenerator generator, IEnumerable<AdditionalText> files, params (string Name, string Value)[] properties) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            files,
            ParseOptions,
            new Options(properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation, DiagnosticAnalyzer analyzer, params (string Name, string Value)[] properties)
    {
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS0534");
        return await compilation
            .WithAnalyzers([analyzer], new AnalyzerOptions([], new Options(properties)))
            .GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>The compilation has no errors, and what was generated, documentation included, no warnings.</summary>
    public static void AssertClean(Compilation compilation) =>
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.GetLineSpan().Path.EndsWith(".g.cs", StringComparison.Ordinal))));

    public static Assembly Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext("InMemory", isCollectible: true).LoadFromStream(stream);
    }

    /// <summary>The reasons of all outputs of a step in the last run.</summary>
    public static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    /// <summary>No step keeps a symbol, a syntax node or a compilation alive.</summary>
    public static void AssertHoldsNothingOfTheCompilation(GeneratorDriver driver, params string[] steps)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            foreach (var output in driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(static run => run.Outputs))
            {
                Visit(output.Value);
            }
        }

        void Visit(object? value)
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            {
                return;
            }

            Assert.False(value is ISymbol or SyntaxNode or Microsoft.CodeAnalysis.Compilation or SyntaxTree or SemanticModel or Location, $"A step keeps a {value.GetType()}");
            if (value is IEnumerable items)
            {
                foreach (var item in items)
                {
                    Visit(item);
                }

                return;
            }

            for (var type = value.GetType(); type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    Visit(field.GetValue(value));
                }
            }
        }
    }

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, System.Text.Encoding.UTF8);
    }

    private sealed class Options(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values([]);

        private sealed class Values((string Name, string Value)[] properties) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = properties.FirstOrDefault(property => "build_property." + property.Name == key).Value;
                return value is not null;
            }
        }
    }
}
