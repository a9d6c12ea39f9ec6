using System.Collections.Immutable;
using EnvLint.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EnvLint.Generators.Catalogue;

/// <summary>Reads a rule out of its class; keeps no symbol.</summary>
internal static class RuleReader
{
    /// <summary>Full name of the attribute that declares a rule.</summary>
    public const string AttributeName = "EnvLint.Rules.RuleAttribute";

    /// <summary>Reads a class that carries the attribute.</summary>
    /// <param name="context">The class.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static RuleDeclaration Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var syntax = (ClassDeclarationSyntax)context.TargetNode;
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var attribute = context.Attributes[0];
        var (derives, subject) = FindSubject(type);
        var isPartial = syntax.Modifiers.Any(SyntaxKind.PartialKeyword);
        var isPlain = type.ContainingType is null && type.Arity == 0;
        var canBeMade = !type.IsAbstract && type.InstanceConstructors.Any(static constructor =>
            constructor.Parameters.Length == 0 && constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal);
        cancellationToken.ThrowIfCancellationRequested();

        var errors = ImmutableArray.CreateBuilder<string>();
        if (!derives)
        {
            errors.Add("must derive from Rule<TSubject>");
        }

        if (!type.IsSealed)
        {
            errors.Add("must be sealed");
        }

        if (!isPartial)
        {
            errors.Add("must be partial");
        }

        if (!isPlain)
        {
            errors.Add("must be neither nested nor generic");
        }

        if (!type.IsAbstract && !canBeMade)
        {
            errors.Add("needs a constructor without parameters");
        }

        FindState(type, errors);

        var rule = new RuleModel(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            type.Name,
            subject,
            Argument(attribute, 0),
            Argument(attribute, 1),
            Named(attribute, "Title") is { Value: string title } ? title : "",
            EnumMember(attribute, "Category", "Correctness"),
            EnumMember(attribute, "Severity", "Error"),
            EnumMember(attribute, "Confidence", "High"),
            EnumMember(attribute, "Fix", "None"),
            EnumMember(attribute, "Tag", "None"),
            Named(attribute, "Since") is { Value: string since } ? since : "",
            Strings(attribute, "Supersedes"),
            FolderOf(syntax.SyntaxTree.FilePath),
            CanBeExtended: derives && isPartial && isPlain,
            CanBeMade: derives && isPlain && canBeMade);
        return new RuleDeclaration(rule, LocationInfo.From(syntax.Identifier.GetLocation()), errors.ToEquatable());
    }

    /// <summary>The folder of a file, with <c>/</c>.</summary>
    /// <param name="path">The file.</param>
    public static string FolderOf(string path)
    {
        path = path.Replace('\\', '/');
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path.Substring(0, slash);
    }

    private static (bool Derives, string? Subject) FindSubject(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.Name != "Rule" || ancestor.ContainingNamespace.ToDisplayString() != "EnvLint.Rules")
            {
                continue;
            }

            return ancestor.Arity == 1
                ? (true, ancestor.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
                : (true, null);
        }

        return (false, null);
    }

    // One instance serves all files and threads, so neither it nor what it derives from may remember anything.
    private static void FindState(INamedTypeSymbol type, ImmutableArray<string>.Builder errors)
    {
        for (var current = type; current is not null && current.ContainingNamespace?.ToDisplayString() != "System"; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is not IFieldSymbol { IsConst: false } field || (field.IsStatic && field.IsReadOnly))
                {
                    continue;
                }

                var name = field.AssociatedSymbol?.Name ?? field.Name;
                errors.Add(field.IsStatic
                    ? $"must not have state: the static '{name}' can be assigned"
                    : $"must not have state: '{name}' belongs to the instance");
            }
        }
    }

    private static string Argument(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index].Value is string text ? text : "";

    private static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    private static string EnumMember(AttributeData attribute, string name, string otherwise)
    {
        if (Named(attribute, name) is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value })
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
                {
                    return field.Name;
                }
            }
        }

        return otherwise;
    }

    private static EquatableArray<string> Strings(AttributeData attribute, string name) =>
        Named(attribute, name) is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(static value => value.Value as string ?? "").ToEquatable()
            : default;
}
