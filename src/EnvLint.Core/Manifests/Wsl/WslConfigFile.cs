using System.Collections.Immutable;
using EnvLint.Collections;
using EnvLint.Knowledge;
using EnvLint.Syntax.Ini;
using EnvLint.Text;

namespace EnvLint.Manifests.Wsl;

/// <summary>A <c>.wslconfig</c> or a <c>wsl.conf</c>: its settings as WSL understands them.</summary>
public sealed class WslConfigFile
{
    private readonly Dictionary<WslKey, WslSetting> _first;

    private WslConfigFile(
        WslFile file,
        IniDocument syntax,
        ImmutableArray<WslSetting> settings,
        ImmutableArray<WslWarning> warnings,
        Dictionary<WslKey, WslSetting> first)
    {
        File = file;
        Syntax = syntax;
        Settings = settings;
        Warnings = warnings;
        _first = first;
        IsForeign = WslForeignFile.Is(this);
    }

    /// <summary>Which of the two it is.</summary>
    public WslFile File { get; }

    /// <summary>The text.</summary>
    public SourceText Source => Syntax.Source;

    /// <summary>The tree.</summary>
    public IniDocument Syntax { get; }

    /// <summary>All settings in order, also those that WSL drops or never reaches.</summary>
    public ImmutableArray<WslSetting> Settings { get; }

    /// <summary>What WSL prints about the file, in order.</summary>
    public ImmutableArray<WslWarning> Warnings { get; }

    /// <summary>Whether the file only shares the name: another format, or a template that is still to be filled in. Rules stay silent then.</summary>
    public bool IsForeign { get; }

    /// <summary>Whether a syntax error ends the reading: so in <c>wsl.conf</c>, not in <c>.wslconfig</c>.</summary>
    public bool StopsAtError => Syntax.Dialect == IniDialect.Guest;

    /// <summary>Parses and understands a file.</summary>
    /// <param name="source">The text.</param>
    /// <param name="kind"><see cref="ManifestKind.WslGlobalConfig"/> or <see cref="ManifestKind.WslDistributionConfig"/>.</param>
    /// <param name="cancellationToken">Ends the work between two lines.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another kind.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static WslConfigFile Create(SourceText source, ManifestKind kind, CancellationToken cancellationToken = default)
    {
        var (file, dialect) = kind switch
        {
            ManifestKind.WslGlobalConfig => (WslFile.WslConfig, IniDialect.Host),
            ManifestKind.WslDistributionConfig => (WslFile.WslConf, IniDialect.Guest),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a configuration file of WSL."),
        };
        return new Builder(file, IniDocument.Parse(source, dialect, cancellationToken)).Build();
    }

    /// <summary>The setting that WSL works with; null where the file has none, or only invalid ones.</summary>
    /// <param name="section">The section at home.</param>
    /// <param name="name">The name.</param>
    public WslSetting? Find(string section, string name) =>
        WslKeys.Find(File, section, name) is { } key && _first.TryGetValue(key, out var setting) && setting.IsEffective ? setting : null;

    /// <summary>Whether WSL reads a line for a key, valid or not.</summary>
    /// <param name="key">The key at home.</param>
    public bool Has(WslKey key) => _first.ContainsKey(key);

    /// <summary>Whether a line for the key stands anywhere in the file, read or not.</summary>
    /// <param name="section">The section at home.</param>
    /// <param name="name">The name.</param>
    public bool Mentions(string section, string name)
    {
        foreach (var setting in Settings)
        {
            if (setting.Syntax.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
                && (setting.Key is { } key ? key.Section.Equals(section, StringComparison.OrdinalIgnoreCase) : true))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a condition holds with the settings as they are and the defaults of the others; null where a default is not known.</summary>
    /// <param name="condition">The condition.</param>
    public bool? Holds(WslCondition condition)
    {
        if (WslKeys.Find(File, condition.Section, condition.Name) is not { } key)
        {
            return null;
        }

        var setting = Find(condition.Section, condition.Name);
        if (condition.Value is null)
        {
            return setting is { Text.Length: > 0 };
        }

        if (setting is null)
        {
            return key.Default.Length == 0 ? null : SameValue(key, key.Default, condition.Value);
        }

        return SameValue(key, setting.Text, condition.Value);
    }

    /// <summary>Whether two spellings are one value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="left">One spelling.</param>
    /// <param name="right">The other.</param>
    public bool SameValue(WslKey key, string left, string right)
    {
        var first = WslValueParser.Parse(left, key, Syntax.Dialect);
        var second = WslValueParser.Parse(right, key, Syntax.Dialect);
        return key.Kind switch
        {
            WslValueKind.Boolean => first.Boolean == second.Boolean,
            WslValueKind.Integer => first.Integer == second.Integer,
            WslValueKind.Size => first.Bytes == second.Bytes,
            WslValueKind.Enumeration => first.Name == second.Name,
            _ => left == right,
        };
    }

    private sealed class Builder(WslFile file, IniDocument syntax)
    {
        private readonly Dictionary<WslKey, WslSetting> _first = new(ReferenceEqualityComparer.Instance);
        private readonly ImmutableArray<WslSetting>.Builder _settings = ImmutableArray.CreateBuilder<WslSetting>();
        private readonly ImmutableArray<WslWarning>.Builder _warnings = ImmutableArray.CreateBuilder<WslWarning>();

        internal WslConfigFile Build()
        {
            if (syntax.StoppedBy is { } stop && !syntax.Statements.Exists(statement => ReferenceEquals(statement.Error, stop)))
            {
                Add(stop);
            }

            foreach (var statement in syntax.Statements)
            {
                if (statement.Error is { } error)
                {
                    Add(error);
                }

                if (statement is IniSetting setting)
                {
                    _settings.Add(Resolve(setting));
                }
            }

            if (file == WslFile.WslConfig)
            {
                AddNotices();
            }

            return new WslConfigFile(file, syntax, _settings.DrainToImmutable(), _warnings.DrainToImmutable(), _first);
        }

        private void Add(IniError error)
        {
            var (kind, argument) = error.Kind switch
            {
                IniErrorKind.InvalidSection => (WslWarningKind.InvalidSection, ""),
                IniErrorKind.Expected => (WslWarningKind.Expected, error.Expected),
                IniErrorKind.InvalidEscape => (WslWarningKind.InvalidEscape, syntax.Source.Content[(error.Span.Start + 1)..error.Span.End]),
                _ => (WslWarningKind.InvalidKey, ""),
            };
            _warnings.Add(new WslWarning(kind, argument, "", error.Line, error.Span));
        }

        private WslSetting Resolve(IniSetting setting)
        {
            if (!setting.IsRead)
            {
                return new WslSetting(setting, null, null, null);
            }

            var key = setting.IsKeyLost ? null : WslKeys.Find(file, setting.Section, setting.Key);
            if (key is not { IsKnown: true })
            {
                Warn(WslWarningKind.UnknownKey, setting, setting.KeySpan);
                return new WslSetting(setting, null, null, null);
            }

            key = WslKeys.Home(key);
            var value = WslValueParser.Parse(setting.Value, key, syntax.Dialect);
            if (_first.TryGetValue(key, out var first))
            {
                Warn(WslWarningKind.KeyDuplicated, setting, setting.KeySpan);
                return new WslSetting(setting, key, value, first);
            }

            if (!value.IsValid)
            {
                WarnOfValue(setting, value);
            }

            var resolved = new WslSetting(setting, key, value, null);
            _first.Add(key, resolved);
            return resolved;
        }

        private void WarnOfValue(IniSetting setting, WslValue value)
        {
            if (value.Kind == WslValueKind.PortList)
            {
                foreach (var port in value.Ports)
                {
                    if (port.Port is null)
                    {
                        Warn(WslWarningKind.InvalidInteger, setting, setting.ValueSpan);
                    }
                }

                return;
            }

            var kind = value.Kind switch
            {
                WslValueKind.Boolean => WslWarningKind.InvalidBoolean,
                WslValueKind.Integer => WslWarningKind.InvalidInteger,
                WslValueKind.Size => WslWarningKind.InvalidNumberString,
                WslValueKind.Enumeration => WslWarningKind.InvalidEnum,
                WslValueKind.IPv4Address => WslWarningKind.InvalidIp,
                _ => WslWarningKind.MacAddress,
            };
            Warn(kind, setting, setting.ValueSpan);
        }

        private void Warn(WslWarningKind kind, IniSetting setting, TextSpan span) =>
            _warnings.Add(new WslWarning(kind, setting.Value, setting.FullName, setting.Line, span));

        // What follows from the settings without a look at the machine.
        private void AddNotices()
        {
            if (IsOn("safeMode") is { } safeMode)
            {
                _warnings.Add(new WslWarning(WslWarningKind.SafeModeEnabled, "", "", 0, safeMode.KeySpan));
            }
            else if (IsOn("virtio9p") is { } virtio9p)
            {
                _warnings.Add(new WslWarning(WslWarningKind.Virtio9pDisabled, "", "", 0, virtio9p.KeySpan));
            }
        }

        private WslSetting? IsOn(string name) =>
            WslKeys.Find(file, "wsl2", name) is { } key && _first.TryGetValue(key, out var setting) && setting.Value is { Boolean: true } ? setting : null;
    }
}
