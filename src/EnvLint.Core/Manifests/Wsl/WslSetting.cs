using EnvLint.Knowledge;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Manifests.Wsl;

/// <summary>A setting of a <c>.wslconfig</c> or <c>wsl.conf</c>, and what WSL makes of it.</summary>
public sealed class WslSetting
{
    internal WslSetting(IniSetting syntax, WslKey? key, WslValue? value, WslSetting? first)
    {
        Syntax = syntax;
        Key = key;
        Value = value;
        First = first;
    }

    /// <summary>The setting in the tree.</summary>
    public IniSetting Syntax { get; }

    /// <summary>The key under which WSL reads it, at its home; null where WSL knows none, or does not come so far.</summary>
    public WslKey? Key { get; }

    /// <summary>The value as WSL reads it; null without a key.</summary>
    public WslValue? Value { get; }

    /// <summary>The earlier setting of the same key, which is the one that counts; null where this one is the first.</summary>
    public WslSetting? First { get; }

    /// <summary>Whether the value is the one that WSL works with.</summary>
    public bool IsEffective => Key is not null && First is null && Value is { IsValid: true };

    /// <summary>The value, quotes and escapes resolved.</summary>
    public string Text => Syntax.Value;

    /// <summary>The place of the key.</summary>
    public TextSpan KeySpan => Syntax.KeySpan;

    /// <summary>The place of the value; of the whole setting where the value is empty.</summary>
    public TextSpan ValueSpan => Syntax.ValueSpan.IsEmpty ? Syntax.Span : Syntax.ValueSpan;
}
