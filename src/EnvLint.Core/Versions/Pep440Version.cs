using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace EnvLint.Versions;

/// <summary>The stages of a pre-release, in their order.</summary>
public enum Pep440Stage
{
    /// <summary>None: a final release, or a development release of one.</summary>
    None,

    /// <summary><c>a</c>.</summary>
    Alpha,

    /// <summary><c>b</c>.</summary>
    Beta,

    /// <summary><c>rc</c>.</summary>
    Candidate,
}

/// <summary>One part of a local version: a word, or a number.</summary>
/// <param name="Text">The word in lower case, or the digits without leading zeros.</param>
/// <param name="Number">The number; null for a word.</param>
public readonly record struct Pep440LocalPart(string Text, VersionNumber? Number);

/// <summary>A version by PEP 440: <c>[epoch!]release[aN|bN|rcN][.postN][.devN][+local]</c>.</summary>
/// <remarks>Versions are equal where the order does not tell them apart: <c>1.0</c> and <c>1.0.0</c> are.</remarks>
public sealed class Pep440Version : IEquatable<Pep440Version>, IComparable<Pep440Version>
{
    internal Pep440Version(
        VersionNumber epoch,
        ImmutableArray<VersionNumber> release,
        Pep440Stage stage,
        VersionNumber stageNumber,
        VersionNumber? post,
        VersionNumber? development,
        ImmutableArray<Pep440LocalPart> local)
    {
        Epoch = epoch;
        Release = release;
        Stage = stage;
        StageNumber = stageNumber;
        Post = post;
        Development = development;
        Local = local;
    }

    /// <summary>The number in front of <c>!</c>; 0 where none is written.</summary>
    public VersionNumber Epoch { get; }

    /// <summary>The numbers of the release as written; at least one.</summary>
    public ImmutableArray<VersionNumber> Release { get; }

    /// <summary>The stage of a pre-release.</summary>
    public Pep440Stage Stage { get; }

    /// <summary>The number behind the stage; 0 where there is none.</summary>
    public VersionNumber StageNumber { get; }

    /// <summary>The number of a post release; null for another.</summary>
    public VersionNumber? Post { get; }

    /// <summary>The number of a development release; null for another.</summary>
    public VersionNumber? Development { get; }

    /// <summary>The parts of the local version; empty where there is none.</summary>
    public ImmutableArray<Pep440LocalPart> Local { get; }

    /// <summary>Whether an installer passes it over unless asked for: a pre-release, or a development release.</summary>
    public bool IsPreRelease => Stage != Pep440Stage.None || Development is not null;

    /// <summary>Whether it is a post release.</summary>
    public bool IsPostRelease => Post is not null;

    /// <summary>Whether it has a local version behind <c>+</c>.</summary>
    public bool HasLocal => !Local.IsEmpty;

    /// <summary>The first number of the release.</summary>
    public int Major => Release[0].ToInt32();

    /// <summary>The second number of the release; 0 where it has one number only.</summary>
    public int Minor => Release.Length > 1 ? Release[1].ToInt32() : 0;

    /// <summary>The version without its local part.</summary>
    public Pep440Version Public => Local.IsEmpty ? this : new(Epoch, Release, Stage, StageNumber, Post, Development, []);

    /// <summary>Epoch and release alone.</summary>
    public Pep440Version Base => Local.IsEmpty && !IsPreRelease && Post is null ? this : new(Epoch, Release, Pep440Stage.None, default, null, null, []);

    /// <summary>The local version without its <c>+</c>, normalised; empty where there is none.</summary>
    public string LocalText
    {
        get
        {
            if (Local.IsEmpty)
            {
                return "";
            }

            var text = new StringBuilder();
            AppendLocal(text);
            return text.ToString();
        }
    }

    /// <summary>Reads a version in any spelling that PEP 440 takes; blanks around it do not count.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Pep440Version? version)
    {
        text = text.Trim();
        var reader = new Pep440Reader(text);
        version = reader.Version();
        if (version is not null && reader.Position == text.Length)
        {
            return true;
        }

        version = null;
        return false;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static Pep440Version Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no version of PEP 440");

    /// <inheritdoc/>
    public int CompareTo(Pep440Version? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = ComparePublic(other);
        return order != 0 ? order : CompareLocal(other);
    }

    /// <summary>Compares all but the local versions.</summary>
    internal int ComparePublic(Pep440Version other)
    {
        var order = CompareBase(other);
        if (order == 0)
        {
            order = StageRank.CompareTo(other.StageRank);
        }

        if (order == 0 && Stage != Pep440Stage.None)
        {
            order = StageNumber.CompareTo(other.StageNumber);
        }

        // No post release comes before all, no development release behind all.
        if (order == 0)
        {
            order = Compare(Post, other.Post, missing: -1);
        }

        return order != 0 ? order : Compare(Development, other.Development, missing: 1);
    }

    /// <summary>Compares epoch and release; a shorter release goes on with zeros.</summary>
    internal int CompareBase(Pep440Version other)
    {
        var order = Epoch.CompareTo(other.Epoch);
        for (var i = 0; order == 0 && i < Math.Max(Release.Length, other.Release.Length); i++)
        {
            order = PartAt(i).CompareTo(other.PartAt(i));
        }

        return order;
    }

    /// <summary>Whether epoch, release and stage are those of another version.</summary>
    internal bool IsOfSameStage(Pep440Version other) => CompareBase(other) == 0 && Stage == other.Stage && (Stage == Pep440Stage.None || StageNumber == other.StageNumber);

    /// <summary>A number of the release; 0 behind its end.</summary>
    internal VersionNumber PartAt(int index) => index < Release.Length ? Release[index] : default;

    /// <inheritdoc/>
    public bool Equals(Pep440Version? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pep440Version);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Epoch);
        var length = Release.Length;
        while (length > 1 && Release[length - 1].IsZero)
        {
            length--;
        }

        for (var i = 0; i < length; i++)
        {
            hash.Add(Release[i]);
        }

        hash.Add(StageRank);
        hash.Add(StageNumber);
        hash.Add(Post);
        hash.Add(Development);
        foreach (var part in Local)
        {
            hash.Add(part.Text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>The normal spelling.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (!Epoch.IsZero)
        {
            text.Append(Epoch.ToString()).Append('!');
        }

        for (var i = 0; i < Release.Length; i++)
        {
            if (i > 0)
            {
                text.Append('.');
            }

            text.Append(Release[i].ToString());
        }

        if (Stage != Pep440Stage.None)
        {
            text.Append(Stage switch { Pep440Stage.Alpha => "a", Pep440Stage.Beta => "b", _ => "rc" }).Append(StageNumber.ToString());
        }

        if (Post is { } post)
        {
            text.Append(CultureInfo.InvariantCulture, $".post{post.ToString()}");
        }

        if (Development is { } development)
        {
            text.Append(CultureInfo.InvariantCulture, $".dev{development.ToString()}");
        }

        if (!Local.IsEmpty)
        {
            text.Append('+');
            AppendLocal(text);
        }

        return text.ToString();
    }

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(Pep440Version? left, Pep440Version? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they are different versions.</summary>
    public static bool operator !=(Pep440Version? left, Pep440Version? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(Pep440Version left, Pep440Version right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(Pep440Version left, Pep440Version right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(Pep440Version left, Pep440Version right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is newer or the same.</summary>
    public static bool operator >=(Pep440Version left, Pep440Version right) => left.CompareTo(right) >= 0;

    // A development release of a final one comes before its pre-releases, the final release and its post releases behind them.
    private int StageRank => Stage != Pep440Stage.None ? (int)Stage : Development is not null && Post is null ? 0 : (int)Pep440Stage.Candidate + 1;

    private static int Compare(VersionNumber? left, VersionNumber? right, int missing)
    {
        if (left is { } first && right is { } second)
        {
            return first.CompareTo(second);
        }

        return left is null ? right is null ? 0 : missing : -missing;
    }

    // Without a local version comes first; words come before numbers.
    private int CompareLocal(Pep440Version other)
    {
        for (var i = 0; i < Math.Min(Local.Length, other.Local.Length); i++)
        {
            var order = (Local[i].Number, other.Local[i].Number) switch
            {
                ({ } first, { } second) => first.CompareTo(second),
                ({ }, null) => 1,
                (null, { }) => -1,
                _ => Math.Sign(string.CompareOrdinal(Local[i].Text, other.Local[i].Text)),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return Local.Length.CompareTo(other.Local.Length);
    }

    private void AppendLocal(StringBuilder text)
    {
        for (var i = 0; i < Local.Length; i++)
        {
            if (i > 0)
            {
                text.Append('.');
            }

            text.Append(Local[i].Text);
        }
    }
}
