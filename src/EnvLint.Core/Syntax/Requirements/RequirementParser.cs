using System.Collections.Immutable;
using EnvLint.Text;
using EnvLint.Versions;

namespace EnvLint.Syntax.Requirements;

/// <summary>Reads a requirement from left to right.</summary>
internal sealed class RequirementParser
{
    private readonly string _text;
    private readonly List<RequirementError> _errors = [];
    private int _position;

    private RequirementParser(string text) => _text = text;

    public static Requirement Parse(string text)
    {
        var form = FormOf(text);
        return form is RequirementForm.Link or RequirementForm.Path ? new RequirementParser(text).Link(form) : new RequirementParser(text).Named();
    }

    // What pip takes for an address or a path before it thinks of names.
    private static RequirementForm FormOf(string text)
    {
        var value = text.AsSpan().Trim();
        if (value.IsEmpty)
        {
            return RequirementForm.Name;
        }

        var scheme = 0;
        while (scheme < value.Length && (char.IsAsciiLetterOrDigit(value[scheme]) || value[scheme] is '+' or '-' or '.'))
        {
            scheme++;
        }

        if (scheme > 1 && value[scheme..].StartsWith("://", StringComparison.Ordinal) || value.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || value.StartsWith("git+", StringComparison.OrdinalIgnoreCase))
        {
            return RequirementForm.Link;
        }

        var marker = value.IndexOf(';');
        var head = marker < 0 ? value : value[..marker];
        if (value[0] is '.' or '/' or '\\' or '~' && !head.StartsWith("~=", StringComparison.Ordinal) || (value.Length > 2 && value[1] == ':' && value[2] is '\\' or '/'))
        {
            return RequirementForm.Path;
        }

        // A slash in front of any @ makes a path; behind it stands an address.
        var at = head.IndexOf('@');
        if ((at < 0 ? head : head[..at]).IndexOfAny('/', '\\') >= 0)
        {
            return RequirementForm.Path;
        }

        var end = at >= 0 ? at : head.Length;
        var bracket = head.IndexOf('[');
        return IsArchive(head[..(bracket >= 0 && bracket < end ? bracket : end)].TrimEnd()) ? RequirementForm.Path : RequirementForm.Name;
    }

    private static bool IsArchive(ReadOnlySpan<char> name) =>
        name.EndsWith(".whl", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.bz2", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tar.xz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    private Requirement Link(RequirementForm form)
    {
        SkipBlanks();
        var start = _position;
        var separator = form == RequirementForm.Link ? _text.IndexOf("; ", start, StringComparison.Ordinal) : _text.IndexOf(';', start);
        var span = Trimmed(start, separator < 0 ? _text.Length : separator);
        Marker? marker = null;
        var markerSpan = default(TextSpan);
        if (separator >= 0)
        {
            _position = separator + 1;
            (marker, markerSpan) = Condition();
        }

        // The extras of a path stand behind it: .[dev], ./torch-….whl[x]
        var target = _text.Substring(span.Start, span.Length);
        ImmutableArray<RequirementExtra> extras = [];
        var extrasSpan = default(TextSpan);
        var bracket = target.LastIndexOf('[');
        if (form == RequirementForm.Path && bracket > 0 && target.EndsWith(']'))
        {
            _position = span.Start + bracket;
            extras = Extras(out extrasSpan);
            span = new TextSpan(span.Start, bracket);
            target = target[..bracket];
        }

        var wheel = WheelName.Of(target);
        return new Requirement(_text)
        {
            Form = form,
            Name = wheel?.Name ?? Egg(target),
            Extras = extras,
            ExtrasSpan = extrasSpan,
            Url = target,
            UrlSpan = span,
            Wheel = wheel,
            SpecifiersSpan = new TextSpan(span.End, 0),
            Marker = marker,
            MarkerSpan = markerSpan,
            Errors = [.. _errors],
        };
    }

    // git+https://…#egg=name[extra]&subdirectory=x
    private static string Egg(string url)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var egg = fragment < 0 ? -1 : url.IndexOf("egg=", fragment, StringComparison.Ordinal);
        if (egg < 0 || url[egg - 1] is not ('#' or '&'))
        {
            return "";
        }

        var name = url.AsSpan(egg + "egg=".Length);
        var length = ProjectName.LengthAt(name);
        return ProjectName.Normalize(name[..length]);
    }

    private Requirement Named()
    {
        SkipBlanks();
        var nameSpan = new TextSpan(_position, ProjectName.LengthAt(_text.AsSpan(_position)));
        if (nameSpan.IsEmpty)
        {
            var end = EndOfPiece(_position);
            _errors.Add(new RequirementError(
                TextSpan.FromBounds(_position, end),
                _position == _text.Length ? "expected the name of a project" : $"expected the name of a project in place of '{Shown(_position, end)}'"));
            return new Requirement(_text) { Errors = [.. _errors] };
        }

        _position = nameSpan.End;
        SkipBlanks();
        ImmutableArray<RequirementExtra> extras = [];
        var extrasSpan = default(TextSpan);
        if (Peek() == '[')
        {
            extras = Extras(out extrasSpan);
            SkipBlanks();
        }

        var isReference = Peek() == '@';
        var urlSpan = default(TextSpan);
        var specifiers = Pep440SpecifierSet.Any;
        var specifiersSpan = new TextSpan(extrasSpan.IsEmpty ? nameSpan.End : extrasSpan.End, 0);
        if (isReference)
        {
            urlSpan = Reference();
        }
        else if (_position < _text.Length && Peek() != ';')
        {
            specifiers = Versions(ref specifiersSpan);
        }

        SkipBlanks();
        Marker? marker = null;
        var markerSpan = default(TextSpan);
        if (Peek() == ';')
        {
            _position++;
            (marker, markerSpan) = Condition();
        }
        else if (_position < _text.Length)
        {
            Error(EndOfPiece(_position), $"expected ';' before '{Shown(_position, EndOfPiece(_position))}'");
        }

        var url = _text.Substring(urlSpan.Start, urlSpan.Length);
        return new Requirement(_text)
        {
            Form = isReference ? RequirementForm.DirectReference : RequirementForm.Name,
            Name = ProjectName.Normalize(_text.AsSpan(nameSpan.Start, nameSpan.Length)),
            NameSpan = nameSpan,
            Extras = extras,
            ExtrasSpan = extrasSpan,
            Specifiers = specifiers,
            SpecifiersSpan = specifiersSpan,
            Url = url,
            UrlSpan = urlSpan,
            Wheel = isReference ? WheelName.Of(url) : null,
            Marker = marker,
            MarkerSpan = markerSpan,
            Errors = [.. _errors],
        };
    }

    private ImmutableArray<RequirementExtra> Extras(out TextSpan span)
    {
        var start = _position;
        var extras = ImmutableArray.CreateBuilder<RequirementExtra>(1);
        var close = _text.IndexOf(']', start);
        var end = close < 0 ? EndOfPiece(start) : close;
        _position = start + 1;
        var expectsName = false;
        while (true)
        {
            SkipBlanks();
            if (_position >= end)
            {
                if (expectsName && close >= 0)
                {
                    _errors.Add(new RequirementError(new TextSpan(end, 0), "expected an extra behind ','"));
                }

                break;
            }

            var length = Math.Min(ProjectName.LengthAt(_text.AsSpan(_position, end - _position)), end - _position);
            if (length == 0)
            {
                _errors.Add(new RequirementError(new TextSpan(_position, 1), $"expected an extra in place of '{_text[_position]}'"));
                _position = end;
                break;
            }

            extras.Add(new RequirementExtra(ProjectName.Normalize(_text.AsSpan(_position, length)), new TextSpan(_position, length)));
            _position += length;
            SkipBlanks();
            expectsName = _position < end && _text[_position] == ',';
            if (expectsName)
            {
                _position++;
            }
            else if (_position < end)
            {
                _errors.Add(new RequirementError(new TextSpan(_position, 1), $"expected ',' or ']' in place of '{_text[_position]}'"));
                _position = end;
                break;
            }
        }

        if (close < 0)
        {
            _errors.Add(new RequirementError(new TextSpan(start, 1), "'[' has no ']'"));
            _position = end;
        }
        else
        {
            _position = close + 1;
        }

        span = TextSpan.FromBounds(start, _position);
        return extras.DrainToImmutable();
    }

    // @ and an address; the address goes to the next blank, or to the first ';': pip divides there before it reads the rest.
    private TextSpan Reference()
    {
        var at = _position++;
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && !char.IsWhiteSpace(_text[_position]) && _text[_position] != ';')
        {
            _position++;
        }

        if (start == _position)
        {
            _errors.Add(new RequirementError(new TextSpan(at, 1), "expected an address behind '@'"));
        }

        return TextSpan.FromBounds(start, _position);
    }

    private Pep440SpecifierSet Versions(ref TextSpan span)
    {
        var start = _position;
        var end = _text.IndexOf(';', start);
        end = end < 0 ? _text.Length : end;
        var next = end;
        if (Peek() == '(')
        {
            var close = _text.IndexOf(')', start, end - start);
            start++;
            if (close < 0)
            {
                _errors.Add(new RequirementError(new TextSpan(start - 1, 1), "'(' has no ')'"));
            }
            else
            {
                end = close;
                next = close + 1;
            }
        }

        span = Trimmed(start, end);
        var specifiers = Pep440SpecifierParser.Parse(_text, span.Start, span.End);
        foreach (var error in specifiers.Errors)
        {
            var wasTaken = error.Kind is Pep440SpecifierErrorKind.Wildcard or Pep440SpecifierErrorKind.Local
                && !error.Message.EndsWith("'~='", StringComparison.Ordinal);
            _errors.Add(new RequirementError(error.Span, error.Message, error.Replacement, wasTaken));
        }

        _position = next;
        return specifiers;
    }

    private (Marker? Marker, TextSpan Span) Condition()
    {
        var span = Trimmed(_position, _text.Length);
        _position = _text.Length;
        return (MarkerParser.Parse(_text, span.Start, span.End, _errors), span.IsEmpty ? new TextSpan(span.Start - 1, 1) : span);
    }

    private void Error(int end, string message)
    {
        _errors.Add(new RequirementError(TextSpan.FromBounds(_position, end), message));
        _position = end;
    }

    private TextSpan Trimmed(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return TextSpan.FromBounds(start, end);
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private int EndOfPiece(int start)
    {
        var end = start;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] != ';')
        {
            end++;
        }

        return Math.Max(end, Math.Min(start + 1, _text.Length));
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    // Messages stay short whatever a file holds.
    private string Shown(int start, int end) => end - start <= 40 ? _text[start..end] : $"{_text.AsSpan(start, 40)}…";
}
