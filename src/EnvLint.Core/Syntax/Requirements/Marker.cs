using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.Requirements;

/// <summary>The answer of a condition.</summary>
public enum MarkerResult
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It depends on what is not known.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    True,
}

/// <summary>A condition behind the <c>;</c> of a requirement.</summary>
/// <param name="Span">Its place, parentheses around it not included.</param>
public abstract record Marker(TextSpan Span)
{
    /// <summary>Whether it holds.</summary>
    /// <param name="environment">The environment.</param>
    public abstract MarkerResult Evaluate(MarkerEnvironment environment);
}

/// <summary>Conditions joined by <c>and</c>.</summary>
/// <param name="Span">The place.</param>
/// <param name="Items">At least two.</param>
public sealed record MarkerAnd(TextSpan Span, ImmutableArray<Marker> Items) : Marker(Span)
{
    /// <inheritdoc/>
    public override MarkerResult Evaluate(MarkerEnvironment environment)
    {
        var result = MarkerResult.True;
        foreach (var item in Items)
        {
            var one = item.Evaluate(environment);
            result = one < result ? one : result;
        }

        return result;
    }
}

/// <summary>Conditions joined by <c>or</c>.</summary>
/// <param name="Span">The place.</param>
/// <param name="Items">At least two.</param>
public sealed record MarkerOr(TextSpan Span, ImmutableArray<Marker> Items) : Marker(Span)
{
    /// <inheritdoc/>
    public override MarkerResult Evaluate(MarkerEnvironment environment)
    {
        var result = MarkerResult.False;
        foreach (var item in Items)
        {
            var one = item.Evaluate(environment);
            result = one > result ? one : result;
        }

        return result;
    }
}

/// <summary>The comparisons of conditions.</summary>
public enum MarkerOperator
{
    /// <summary>One of PEP 440.</summary>
    Version,

    /// <summary><c>in</c>.</summary>
    In,

    /// <summary><c>not in</c>.</summary>
    NotIn,
}

/// <summary>One side of a comparison.</summary>
/// <param name="Variable">The variable; null for a text.</param>
/// <param name="Text">The text between the quotes, or the variable as written.</param>
/// <param name="Span">Its place, quotes included.</param>
public sealed record MarkerOperand(MarkerVariable? Variable, string Text, TextSpan Span);

/// <summary>A comparison of a variable with a text.</summary>
/// <param name="Span">The place.</param>
/// <param name="Left">The left side.</param>
/// <param name="Operator">The kind of comparison.</param>
/// <param name="Comparison">Which of PEP 440, for <see cref="MarkerOperator.Version"/>.</param>
/// <param name="OperatorSpan">Its place.</param>
/// <param name="Right">The right side.</param>
public sealed record MarkerComparison(
    TextSpan Span,
    MarkerOperand Left,
    MarkerOperator Operator,
    Pep440Operator Comparison,
    TextSpan OperatorSpan,
    MarkerOperand Right) : Marker(Span)
{
    /// <inheritdoc/>
    public override MarkerResult Evaluate(MarkerEnvironment environment)
    {
        if (ValueOf(Left, environment) is not { } left || ValueOf(Right, environment) is not { } right)
        {
            return MarkerResult.Unknown;
        }

        if (Left.Variable == MarkerVariable.Extra || Right.Variable == MarkerVariable.Extra)
        {
            left = ProjectName.Normalize(left);
            right = ProjectName.Normalize(right);
        }

        return Operator switch
        {
            MarkerOperator.In => Of(right.Contains(left, StringComparison.Ordinal)),
            MarkerOperator.NotIn => Of(!right.Contains(left, StringComparison.Ordinal)),
            _ => Compare(left, right),
        };
    }

    // As versions where the right side is one that the comparison takes, else as texts.
    private MarkerResult Compare(string left, string right)
    {
        if (Pep440SpecifierSet.Parse(Pep440Specifier.Symbol(Comparison) + right) is { IsValid: true, Specifiers: [var specifier] })
        {
            return Pep440Version.TryParse(left, out var version) ? Of(specifier.Matches(version))
                : specifier.Version is null || Comparison == Pep440Operator.Identical ? Of(string.Equals(left, right, StringComparison.OrdinalIgnoreCase))
                : MarkerResult.Unknown;
        }

        return Comparison switch
        {
            Pep440Operator.Equal => Of(string.Equals(left, right, StringComparison.Ordinal)),
            Pep440Operator.NotEqual => Of(!string.Equals(left, right, StringComparison.Ordinal)),
            _ => MarkerResult.Unknown,
        };
    }

    private static string? ValueOf(MarkerOperand operand, MarkerEnvironment environment) =>
        operand.Variable is { } variable ? environment.ValueOf(variable) : operand.Text;

    private static MarkerResult Of(bool value) => value ? MarkerResult.True : MarkerResult.False;
}
