using System.Collections.Immutable;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Knowledge;
using EnvLint.Manifests;

namespace EnvLint.LanguageServer.Features.Completing;

/// <summary>What is known of the environment that a package is asked for in: what else is pinned there, its Python, the index. Unknown where places differ.</summary>
/// <param name="site">The place.</param>
internal sealed class PipSurroundings(CompletionSite site)
{
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);

    /// <summary>Pins that stand right beside the place, in the same command or list, by normalised name, empty where they differ; they win over all others.</summary>
    public Dictionary<string, string> Beside { get; } = new(StringComparer.Ordinal);

    /// <summary>The folder of PyTorch's index that is asked: <c>cu124</c>; empty for none.</summary>
    public string IndexTag { get; set; } = "";

    /// <summary>Whether an index other than PyTorch's and PyPI is asked, of which nothing is known.</summary>
    public bool HasOtherIndex { get; set; }

    /// <summary>Plain names of the channels of conda, in order; empty where none is named.</summary>
    public List<string?> Channels { get; } = [];

    /// <summary>Whether wheels for Windows are meant.</summary>
    public WheelPlatform Platform => site.Analysis.Options.Target?.Platform switch
    {
        TargetPlatform.Windows => WheelPlatform.Windows,
        null or TargetPlatform.Unknown when site.Kind is ManifestKind.PowerShell or ManifestKind.Batch => WheelPlatform.Windows,
        _ => WheelPlatform.LinuxX64,
    };

    /// <summary>The plain version to which torch is pinned; null where that is not known.</summary>
    public PytorchReleaseRow? Torch => (PinOf("torch") ?? PinOf("pytorch")) is { } version ? Knowledge.Torch.Find(version) : null;

    /// <summary>The build to which torch is pinned by a local version: <c>cu121</c> of <c>2.4.0+cu121</c>; empty where none is.</summary>
    public string TorchBuild
    {
        get
        {
            if (_locals.TryGetValue("torch", out var beside))
            {
                return beside;
            }

            foreach (var environment in Environments())
            {
                if (environment.Last("torch") is { } request && LocalOf(request.Constraint) is { Length: > 0 } local)
                {
                    return local;
                }
            }

            return "";
        }
    }

    /// <summary>The version to which a project is pinned in the same environment; null where that is not known.</summary>
    /// <param name="name">The project, normalised.</param>
    public string? PinOf(string name)
    {
        if (Beside.TryGetValue(name, out var beside))
        {
            return beside.Length == 0 ? null : beside;
        }

        string? found = null;
        var isKnown = true;
        foreach (var environment in Environments())
        {
            if (environment.Last(name) is { } request && VersionOf(request.Constraint) is { } version)
            {
                isKnown &= found is null || found == version;
                found = version;
            }
        }

        return !isKnown ? null
            : found ?? (name == "torch" && StageAt() is { Contents: { Framework: "torch", FrameworkVersion: { Length: > 0 } image } } ? image : null);
    }

    /// <summary>The Python of the environment; null where that is not known.</summary>
    public (int Major, int Minor)? Python()
    {
        (int Major, int Minor)? found = null;
        foreach (var environment in Environments())
        {
            if (environment.Python?.Version is { } version)
            {
                if (found is { } other && other != version)
                {
                    return null;
                }

                found = version;
            }
        }

        return found;
    }

    /// <summary>Whether a release has wheels for the environment's Python, as far as that is known.</summary>
    /// <param name="lowest">The lowest Python of the release; null for any.</param>
    /// <param name="highest">The highest; null for any.</param>
    public bool SuitsPython(string? lowest, string? highest)
    {
        if (Python() is not var (major, minor))
        {
            return true;
        }

        var own = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{major}.{minor}");
        return (lowest is null || DottedNumber.Compare(lowest, own) <= 0) && (highest is null || DottedNumber.Compare(own, highest) <= 0);
    }

    /// <summary>Takes the pins of a list of requirements, one per text.</summary>
    /// <param name="requirement">A requirement or spec as written.</param>
    public void Take(ReadOnlySpan<char> requirement)
    {
        requirement = requirement.Trim(" \t\"',");
        var length = 0;
        while (length < requirement.Length && Words.IsPackage(requirement[length]))
        {
            length++;
        }

        var rest = requirement[length..].Trim();
        if (length > 0 && rest is ['=', ..] && VersionOf(rest) is { } version)
        {
            // Two that differ, or one under a condition, say nothing for certain.
            var name = Normalise(requirement[..length]);
            _locals[name] = LocalOf(rest);
            Beside[name] = rest.Contains(';') || (Beside.TryGetValue(name, out var other) && other != version) ? "" : version;
        }
    }

    /// <summary>Takes the address of an index.</summary>
    /// <param name="url">The address.</param>
    public void TakeIndex(string url)
    {
        if (TorchIndex.FromUrl(url) is { } index)
        {
            IndexTag = index.Tag;
            HasOtherIndex |= !index.IsStable;
        }
        else
        {
            HasOtherIndex |= !PackageIndexes.IsPyPI(url);
        }
    }

    /// <summary>A name as PEP 503 compares it.</summary>
    /// <param name="name">The name as written.</param>
    public static string Normalise(ReadOnlySpan<char> name) => name.ToString().ToLowerInvariant().Replace('_', '-').Replace('.', '-');

    /// <summary>The stage around the place; null outside a Dockerfile.</summary>
    public ImageStage? StageAt()
    {
        ImageStage? found = null;
        foreach (var stage in site.File?.Dockerfile?.Stages ?? [])
        {
            if (stage.From is { } from && from.Span.Start <= site.Position)
            {
                found = stage;
            }
        }

        return found;
    }

    private static string LocalOf(ReadOnlySpan<char> constraint)
    {
        var local = constraint[(constraint.IndexOf('+') + 1)..];
        if (local.Length == constraint.Length)
        {
            return "";
        }

        var length = 0;
        while (length < local.Length && char.IsAsciiLetterOrDigit(local[length]))
        {
            length++;
        }

        return local[..length].ToString();
    }

    // ==2.4.0, =2.4.0, ==2.4.0+cu121: three numbers; a range or two numbers leave it open.
    private static string? VersionOf(ReadOnlySpan<char> constraint)
    {
        var text = constraint.TrimStart('=').Trim();
        var end = 0;
        while (end < text.Length && Words.IsVersion(text[end]))
        {
            end++;
        }

        if (end < text.Length && text[end] is not (' ' or '\t' or ';' or '#' or '"' or '\'' or '=' or '\\'))
        {
            return null;
        }

        var version = text[..end];
        var local = version.IndexOf('+');
        version = local < 0 ? version : version[..local];
        return constraint is ['=', ..] && version.Count('.') >= 2 && DottedNumber.IsOne(version) ? version.ToString() : null;
    }

    // The environments that the place may belong to. In a guide the blocks of one environment are not told apart.
    private ImmutableArray<PythonEnvironment> Environments()
    {
        var all = site.File?.Facts?.Environments ?? [];
        if (site.File?.Dockerfile is not null)
        {
            var stage = StageAt();
            var here = ImmutableArray.CreateBuilder<PythonEnvironment>();
            foreach (var environment in all)
            {
                if (ReferenceEquals(environment.Scope.Stage, stage))
                {
                    here.Add(environment);
                }
            }

            return here.ToImmutable();
        }

        return site.File?.Guide is null ? all : [];
    }
}
