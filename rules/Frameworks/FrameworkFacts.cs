using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Diagnostics;
using EnvLint.Environment.Facts;
using EnvLint.Environment.Stack;
using EnvLint.Knowledge;
using EnvLint.Syntax.Requirements;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Rules.Frameworks;

/// <summary>Questions to requests and environments that the rules about frameworks share.</summary>
internal static class FrameworkFacts
{
    /// <summary>The systems that a set of requests may be meant for.</summary>
    public static ImmutableArray<WheelPlatform> Platforms { get; } = [WheelPlatform.LinuxX64, WheelPlatform.Windows, WheelPlatform.MacOS];

    /// <summary>The last request of a project that is certain to hold on a system.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The project.</param>
    /// <param name="markers">What conditions see there.</param>
    /// <param name="isUnclear">Whether there is one that may or may not hold.</param>
    public static PackageRequest? Last(PythonEnvironment environment, string name, MarkerEnvironment markers, out bool isUnclear)
    {
        isUnclear = false;
        PackageRequest? last = null;
        foreach (var request in environment.Requests)
        {
            if (request is not { Manager: PackageManager.Pip, IsConstraint: false } || request.Name != name)
            {
                continue;
            }

            switch (TorchResolver.Applies(request, markers))
            {
                case true when request.Command is not { IsConditional: true }:
                    last = request;
                    break;
                case false:
                    break;
                default:
                    isUnclear = true;
                    break;
            }
        }

        return last;
    }

    /// <summary>Whether a request is installed without what it depends on.</summary>
    /// <param name="request">The request.</param>
    public static bool IsWithoutDependencies(PackageRequest request) => request.Command?.Invocation?.Has("--no-deps", "--no-dependencies") == true;

    /// <summary>Whether packages are taken away again somewhere in the file.</summary>
    /// <param name="context">The context.</param>
    public static bool Uninstalls(RuleContext context)
    {
        foreach (var use in context.File.Facts?.Commands ?? [])
        {
            if (use.Invocation is { Subcommand: "uninstall" or "pip uninstall" or "remove" } && (use.IsPip || use.IsProgram("uv", "conda", "mamba", "micromamba")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a project may be taken away again somewhere in the file.</summary>
    /// <param name="context">The context.</param>
    /// <param name="name">The project.</param>
    public static bool Uninstalls(RuleContext context, string name)
    {
        foreach (var use in context.File.Facts?.Commands ?? [])
        {
            if (use.Invocation is not { Subcommand: "uninstall" or "pip uninstall" or "remove" } invocation || !(use.IsPip || use.IsProgram("uv", "conda", "mamba", "micromamba")))
            {
                continue;
            }

            if (invocation.HasUnknownWords || invocation.Has("-r", "--requirement"))
            {
                return true;
            }

            foreach (var operand in invocation.Operands)
            {
                if (operand.Value is not { } value || ProjectName.Normalize(value) == name || (name == "torch" && value == "pytorch"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An edit of a part of a request; null where it is not written out in the file under check, or hashes belong to what is written.</summary>
    /// <param name="request">The request.</param>
    /// <param name="span">The part, in the text of the requirement or spec.</param>
    /// <param name="text">The new text.</param>
    public static TextEdit? Edit(PackageRequest request, TextSpan span, string text)
    {
        if (request.IsHashed)
        {
            return null;
        }

        if (request.Manager == PackageManager.Pip)
        {
            return request.IsWrittenOut ? TextEdit.Replace(request.PlaceOf(span), text) : null;
        }

        var word = request.Word;
        if (!word.IsLiteral || word.Raw.Length != word.Span.Length)
        {
            return null;
        }

        // As written, or in quotes.
        var start = word.Raw.IndexOf(word.Value!, StringComparison.Ordinal);
        return start is 0 or 1 && word.Raw.Length == word.Value!.Length + (2 * start) ? TextEdit.Replace(new TextSpan(word.Span.Start + start + span.Start, span.Length), text) : null;
    }

    /// <summary>An edit of a part of a requirement that may bring brackets, which are a pattern for the shell; null where it is not written out in the file under check.</summary>
    /// <param name="request">The request.</param>
    /// <param name="span">The part, in the text of the requirement.</param>
    /// <param name="text">The new text.</param>
    public static TextEdit? EditWithBrackets(PackageRequest request, TextSpan span, string text)
    {
        if (request.Command is null || request.LinkedFile is not null || request.Word.IsQuoted || !text.Contains('[', StringComparison.Ordinal))
        {
            return Edit(request, span, text);
        }

        return request is { IsWrittenOut: true, Requirement.Text: { } whole } && request.Word.Is(whole) && whole.AsSpan().IndexOfAny('\'', '\\') < 0
            ? TextEdit.Replace(request.Word.Span, $"'{whole[..span.Start]}{text}{whole[span.End..]}'")
            : null;
    }

    /// <summary>An edit that takes a request away, in the file that holds it: its line, or its word of a command that asks for more.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The context.</param>
    /// <param name="taken">How many of the command's requests are taken away.</param>
    /// <returns>Null where more than the request stands there, nothing would be left, or others install the list too.</returns>
    public static TextEdit? Removal(PackageRequest request, RuleContext context, int taken = 1)
    {
        // What others install from the same list they may need.
        if (request.LinkedFile is { } list && context.File.InstallsOf(list.Path) > (request.Command is null ? 0 : 1))
        {
            return null;
        }

        var source = request.LinkedFile ?? context.Source;
        var word = request.Word;
        if (!word.IsLiteral || word.Span.End > source.Length)
        {
            return null;
        }

        var line = source.Lines.LineOf(word.Span.Start);
        var span = source.LineSpan(line);
        if (word.Span.End > span.End)
        {
            return null;
        }

        var front = source.Content.AsSpan(span.Start, word.Span.Start - span.Start).TrimStart();
        var back = source.Content.AsSpan(word.Span.End, span.End - word.Span.End).TrimEnd();
        if (request.LinkedFile is null && request.Command?.Invocation is { } invocation)
        {
            if (invocation.HasUnknownWords || invocation.Operands.Length <= taken || !invocation.Operands.Exists(operand => operand.Span == word.Span))
            {
                return null;
            }

            // A line of its own, continued; or a word behind another.
            return front.IsEmpty && back is "\\" or " \\" ? TextEdit.Delete(TextSpan.FromBounds(source.Lines.StartOf(line), source.Lines.EndOf(line)))
                : word.Span.Start > span.Start && source[word.Span.Start - 1] == ' ' && !front.IsEmpty ? TextEdit.Delete(TextSpan.FromBounds(word.Span.Start - 1, word.Span.End))
                : null;
        }

        // A line of a list of requirements, with its comment.
        return request.Command is null or { Invocation: not null } && front.IsEmpty && (back.IsEmpty || back.TrimStart() is ['#', ..]) && !request.IsHashed
            ? TextEdit.Delete(TextSpan.FromBounds(source.Lines.StartOf(line), source.Lines.EndOf(line)))
            : null;
    }

    /// <summary>An edit that pins another version.</summary>
    /// <param name="request">A request with a pin.</param>
    /// <param name="version">The version.</param>
    /// <param name="local">What stands behind its <c>+</c>; empty for nothing, null for what stands there now.</param>
    public static TextEdit? PinEdit(PackageRequest request, string version, string? local = null)
    {
        if (request.Requirement is not { Specifiers.Specifiers: [{ Version: { } pinned } specifier] })
        {
            return null;
        }

        local ??= pinned.HasLocal ? pinned.LocalText : "";
        return Edit(request, specifier.VersionSpan, local.Length == 0 ? version : $"{version}+{local}");
    }
}
