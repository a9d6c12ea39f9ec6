using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EnvLint.Generators.Authoring;

/// <summary>
/// Holds rules to what makes their verdict the same everywhere and forever: nothing of the machine, the clock or the network, no pattern
/// compiled at run time, and no version number of their own.
/// </summary>
/// <remarks>Looks at each class that derives from <c>Rule</c>, and at the helpers too in a project that sets <c>EnvLintRuleCatalog</c>.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RuleAuthorAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A rule that looks at the machine.</summary>
    public static readonly DiagnosticDescriptor Outside = new(
        "ENVRULE001",
        "A rule looks at nothing but its subject",
        "'{0}' makes the verdict depend on {1}; a rule knows its subject and its context only",
        "EnvLint.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A regular expression that is compiled at run time.</summary>
    public static readonly DiagnosticDescriptor RuntimeRegex = new(
        "ENVRULE002",
        "No regular expression is compiled at run time",
        "'{0}' compiles a pattern at run time; use [GeneratedRegex], or better plain string operations",
        "EnvLint.Authoring",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A version number in a rule.</summary>
    public static readonly DiagnosticDescriptor VersionNumber = new(
        "ENVRULE003",
        "No version number is written in a rule",
        "{0} is a version number: ask Knowledge, whose tables have a source and a date",
        "EnvLint.Authoring",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private const string TheMachine = "the machine";
    private const string TheClock = "the clock";
    private const string TheNetwork = "the network";
    private const string Chance = "chance";
    private const string Reflection = "reflection, which a native binary does not have";

    private static readonly Dictionary<string, string> BannedTypes = new(StringComparer.Ordinal)
    {
        ["System.IO.File"] = TheMachine,
        ["System.IO.Directory"] = TheMachine,
        ["System.IO.FileInfo"] = TheMachine,
        ["System.IO.DirectoryInfo"] = TheMachine,
        ["System.IO.DriveInfo"] = TheMachine,
        ["System.IO.FileStream"] = TheMachine,
        ["System.IO.FileSystemInfo"] = TheMachine,
        ["System.Console"] = TheMachine,
        ["System.Environment"] = TheMachine,
        ["System.OperatingSystem"] = TheMachine,
        ["System.AppContext"] = TheMachine,
        ["System.AppDomain"] = TheMachine,
        ["System.Runtime.InteropServices.RuntimeInformation"] = TheMachine,
        ["System.Diagnostics.Process"] = TheMachine,
        ["System.Diagnostics.Stopwatch"] = TheClock,
        ["System.TimeProvider"] = TheClock,
        ["System.TimeZoneInfo"] = TheMachine,
        ["System.Random"] = Chance,
        ["System.Activator"] = Reflection,
    };

    private static readonly Dictionary<string, string> BannedMembers = new(StringComparer.Ordinal)
    {
        ["System.DateTime.Now"] = TheClock,
        ["System.DateTime.UtcNow"] = TheClock,
        ["System.DateTime.Today"] = TheClock,
        ["System.DateTimeOffset.Now"] = TheClock,
        ["System.DateTimeOffset.UtcNow"] = TheClock,
        ["System.Guid.NewGuid"] = Chance,
        ["System.Guid.CreateVersion7"] = TheClock,
        ["System.IO.Path.GetFullPath"] = TheMachine,
        ["System.IO.Path.GetTempPath"] = TheMachine,
        ["System.IO.Path.GetTempFileName"] = TheMachine,
        ["System.IO.Path.GetRandomFileName"] = Chance,
        ["System.IO.Path.Exists"] = TheMachine,
        ["System.Globalization.CultureInfo.CurrentCulture"] = TheMachine,
        ["System.Globalization.CultureInfo.CurrentUICulture"] = TheMachine,
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Outside, RuntimeRegex, VersionNumber];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var rule = start.Compilation.GetTypeByMetadataName("EnvLint.Rules.Rule");
            if (rule is null || SymbolEqualityComparer.Default.Equals(rule.ContainingAssembly, start.Compilation.Assembly))
            {
                // Core has the contract and no rule; BannedSymbols.txt watches over it.
                return;
            }

            var options = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
            var everywhere = options.TryGetValue("build_property.EnvLintRuleCatalog", out var wanted)
                && string.Equals(wanted, "true", StringComparison.OrdinalIgnoreCase);
            start.RegisterOperationAction(
                operation =>
                {
                    if (everywhere || IsPartOfRule(operation.ContainingSymbol, rule))
                    {
                        Check(operation);
                    }
                },
                OperationKind.Invocation,
                OperationKind.PropertyReference,
                OperationKind.FieldReference,
                OperationKind.MethodReference,
                OperationKind.ObjectCreation,
                OperationKind.Literal,
                OperationKind.Utf8String);
        });
    }

    private static bool IsPartOfRule(ISymbol? symbol, INamedTypeSymbol rule)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType; type is not null; type = type.ContainingType)
        {
            for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, rule))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Check(OperationAnalysisContext context)
    {
        switch (context.Operation)
        {
            case IInvocationOperation call:
                CheckMember(context, call.TargetMethod);
                break;
            case IMemberReferenceOperation reference:
                CheckMember(context, reference.Member);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                CheckMember(context, constructor);
                if (constructor.ContainingType.ContainingNamespace.ToDisplayString() == "EnvLint.Versions"
                    && !creation.Arguments.IsEmpty
                    && creation.Arguments.All(static argument => argument.Value.ConstantValue is { HasValue: true, Value: int or long or uint }))
                {
                    Report(context, VersionNumber, creation.Syntax.ToString());
                }

                break;
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: string text } }:
                CheckText(context, text);
                break;
            case IUtf8StringOperation { Value: var bytes }:
                CheckText(context, bytes);
                break;
        }
    }

    private static void CheckMember(OperationAnalysisContext context, ISymbol member)
    {
        var type = member.ContainingType;
        if (type is null)
        {
            return;
        }

        var typeName = type.OriginalDefinition.ToDisplayString();
        var shown = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? "new " + type.Name : type.Name + "." + member.Name;
        if (typeName == "System.Text.RegularExpressions.Regex")
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } or IMethodSymbol { IsStatic: true, Name: not ("Escape" or "Unescape") })
            {
                Report(context, RuntimeRegex, shown);
            }

            return;
        }

        if (BannedTypes.TryGetValue(typeName, out var why) || BannedMembers.TryGetValue(typeName + "." + member.Name, out why))
        {
            Report(context, Outside, shown, why);
            return;
        }

        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        if (IsWithin(space, "System.Reflection"))
        {
            Report(context, Outside, shown, Reflection);
        }
        else if (IsWithin(space, "System.Net"))
        {
            Report(context, Outside, shown, TheNetwork);
        }
        else if (typeName == "System.Type" && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            && method.Name.StartsWith("Get", StringComparison.Ordinal) && method.Name is not ("GetHashCode" or "GetType" or "GetTypeCode"))
        {
            Report(context, Outside, shown, Reflection);
        }
    }

    // WebUtility and IPAddress compute, the rest of System.Net talks.
    private static bool IsWithin(string space, string parent) =>
        parent == "System.Net"
            ? space.StartsWith("System.Net.", StringComparison.Ordinal)
            : space == parent || space.StartsWith(parent + ".", StringComparison.Ordinal);

    private static void CheckText(OperationAnalysisContext context, string text)
    {
        if (IsVersionNumber(text) && context.Operation.Syntax.FirstAncestorOrSelf<AttributeSyntax>() is null)
        {
            Report(context, VersionNumber, "\"" + text + "\"");
        }
    }

    // Two or three numbers with dots between them; four are an address.
    private static bool IsVersionNumber(string text)
    {
        var dots = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                dots++;
                if (i == 0 || i == text.Length - 1 || text[i - 1] == '.')
                {
                    return false;
                }
            }
            else if (text[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return dots is 1 or 2;
    }

    private static void Report(OperationAnalysisContext context, DiagnosticDescriptor descriptor, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(descriptor, context.Operation.Syntax.GetLocation(), arguments));
}
