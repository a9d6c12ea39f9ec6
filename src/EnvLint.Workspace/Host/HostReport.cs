using System.Collections.Immutable;

namespace EnvLint.Workspace.Host;

/// <summary>Something that is known of a machine.</summary>
/// <param name="Key">What it is: a key of a target, or a name for people.</param>
/// <param name="Value">Its value.</param>
/// <param name="Source">Who says so, in a few words: <c>nvidia-smi</c>.</param>
public sealed record HostFact(string Key, string Value, string Source);

/// <summary>Something that could not be learned of a machine.</summary>
/// <param name="What">What: <c>driver</c>, <c>docker</c>.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record HostGap(string What, string Reason);

/// <summary>What a machine is, as far as its programs and files say it.</summary>
/// <param name="Target">The keys of a target, in the order of the configuration, with values that a configuration takes.</param>
/// <param name="Beside">What else is there: the distribution, a toolkit, conda.</param>
/// <param name="Gaps">What could not be learned.</param>
/// <param name="Notes">What to know of it, each one sentence without a full stop.</param>
public sealed record HostReport(ImmutableArray<HostFact> Target, ImmutableArray<HostFact> Beside, ImmutableArray<HostGap> Gaps, ImmutableArray<string> Notes);
