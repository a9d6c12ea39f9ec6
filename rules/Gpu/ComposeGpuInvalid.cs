using EnvLint.Diagnostics;
using EnvLint.Manifests.Compose;
using EnvLint.Syntax.Yaml;
using EnvLint.Text;

namespace EnvLint.Rules.Gpu;

/// <summary>Reports a request for a GPU that compose refuses.</summary>
[Rule("GPU003", "compose-gpu-invalid",
    Title = "Compose refuses a request for a GPU",
    Category = RuleCategory.Correctness,
    Severity = Severity.Error,
    Fix = FixAvailability.Sometimes,
    Since = "0.1.0")]
public sealed partial class ComposeGpuInvalid : Rule<ComposeFile>
{
    private const string Source = "compose checks its files by a schema and stops at what that does not have (docs.docker.com/reference/compose-file/deploy, #devices)";

    /// <inheritdoc/>
    protected override void Check(ComposeFile subject, RuleContext context)
    {
        // Services share devices through anchors: each is spoken of once.
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        foreach (var service in subject.Services)
        {
            foreach (var layer in service.Layers)
            {
                if (ReferenceEquals(layer.File, subject))
                {
                    foreach (var entry in layer.Entries)
                    {
                        Entry(entry, seen, context);
                    }
                }
            }
        }
    }

    private static void Entry(YamlEntry entry, HashSet<YamlNode> seen, RuleContext context)
    {
        switch (entry.Name)
        {
            case "gpus" when seen.Add(entry.Value):
                Gpus(entry, seen, context);
                break;
            case "resources" or "reservations" when HoldsDevices(entry.Value.Resolved) && seen.Add(entry.Key):
                Misplaced(entry, $"'{entry.Name}' stands in a service, and compose takes it below 'deploy' only", context);
                break;
            case "deploy" when entry.Value.Resolved is YamlMapping deploy && seen.Add(deploy):
                Deploy(deploy, seen, context);
                break;
        }
    }

    private static void Deploy(YamlMapping deploy, HashSet<YamlNode> seen, RuleContext context)
    {
        foreach (var entry in deploy.Expand().Entries)
        {
            switch (entry.Name)
            {
                case "gpus":
                    Misplaced(entry, "'gpus' stands below 'deploy', and compose takes it in a service only", context);
                    break;
                case "devices" or "reservations" when HoldsDevices(entry.Value.Resolved):
                    Misplaced(entry, $"'{entry.Name}' stands below 'deploy', and compose takes it below '{(entry.Name == "devices" ? "deploy.resources.reservations" : "deploy.resources")}' only", context);
                    break;
                case "resources" when entry.Value.Resolved is YamlMapping resources:
                    Resources(resources, seen, context);
                    break;
            }
        }
    }

    private static void Resources(YamlMapping resources, HashSet<YamlNode> seen, RuleContext context)
    {
        foreach (var entry in resources.Expand().Entries)
        {
            switch (entry.Name)
            {
                case "gpus":
                    Misplaced(entry, "'gpus' stands below 'resources', and compose takes it in a service only", context);
                    break;
                case "devices" when seen.Add(entry.Key):
                    Misplaced(entry, "'devices' stands below 'resources', and compose takes it below 'deploy.resources.reservations' only", context);
                    break;
                case "limits" or "reservations" when entry.Value.Resolved is YamlMapping mapping:
                    foreach (var inner in mapping.Expand().Entries)
                    {
                        if (inner.Name == "gpus" || (inner.Name == "devices" && entry.Name == "limits"))
                        {
                            Misplaced(
                                inner,
                                $"'{inner.Name}' stands below '{entry.Name}', and compose takes it {(inner.Name == "gpus" ? "in a service" : "below 'reservations'")} only",
                                context);
                        }
                        else if (inner.Name == "devices" && seen.Add(inner.Value))
                        {
                            Devices(inner, seen, context);
                        }
                    }

                    break;
            }
        }
    }

    private static void Misplaced(YamlEntry entry, string message, RuleContext context) => context.Report(entry.Key.Span, message, label: "not here", notes: [Source]);

    private static void Devices(YamlEntry entry, HashSet<YamlNode> seen, RuleContext context)
    {
        switch (entry.Value.Resolved)
        {
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item.Value.Resolved is YamlMapping device)
                    {
                        if (seen.Add(device))
                        {
                            Device(device, item, isReservation: true, context);
                        }
                    }
                    else if (item.Value.Resolved is YamlScalar { Type: not YamlScalarType.Null } scalar && seen.Add(scalar))
                    {
                        context.Report(scalar.Span, $"'{scalar.Value}' is no device with 'capabilities', which is all that compose takes here", label: "no device", notes: [Source]);
                    }
                }

                break;
            case YamlMapping mapping:
                context.Report(entry.Key.Span, "'devices' has to be a list, and is one device", label: "put a dash in front of the device", related: [context.Here(FirstLine(mapping.Span, context), "the device")], notes: [Source]);
                break;
            case YamlScalar { Type: not YamlScalarType.Null } scalar:
                context.Report(scalar.Span, $"'devices' has to be a list of devices, and is '{scalar.Value}'", label: "no list", notes: [Source]);
                break;
        }
    }

    private static void Gpus(YamlEntry entry, HashSet<YamlNode> seen, RuleContext context)
    {
        switch (entry.Value.Resolved)
        {
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item.Value.Resolved is YamlMapping device)
                    {
                        if (seen.Add(device))
                        {
                            Device(device, item, isReservation: false, context);
                        }
                    }
                    else if (item.Value.Resolved is YamlScalar { Type: not YamlScalarType.Null } scalar && seen.Add(scalar))
                    {
                        var all = scalar.Value == "all" && list.Items.Length == 1 && ReferenceEquals(entry.Value, list);
                        context.Report(
                            scalar.Span,
                            $"an item of 'gpus' has to be a device such as '{{count: 1}}', and is '{scalar.Value}'",
                            label: "no device",
                            notes: [Source],
                            fix: all ? Fix.Safe("Write gpus: all", TextEdit.Replace(list.Span, "all")) : null);
                    }
                }

                break;
            case YamlMapping mapping:
                context.Report(entry.Key.Span, "'gpus' has to be 'all' or a list of devices, and is one device", label: "put a dash in front of the device", related: [context.Here(FirstLine(mapping.Span, context), "the device")], notes: [Source]);
                break;
            case YamlScalar { Value: not "all" } scalar when scalar.Type != YamlScalarType.Null && !IsOpen(scalar):
                context.Report(
                    scalar.Span,
                    $"'gpus' has to be 'all' or a list of devices, and is '{scalar.Value}'",
                    label: "compose takes no other text",
                    notes: [Source],
                    fix: !ReferenceEquals(entry.Value, scalar) ? null
                        : IsNumber(scalar.Value) ? Fix.Safe($"Write it as a count", TextEdit.Replace(scalar.Span, $"[{{count: {scalar.Value}}}]"))
                        : scalar.Value.Equals("all", StringComparison.OrdinalIgnoreCase) ? Fix.Safe("Write all", TextEdit.Replace(scalar.Span, "all"))
                        : null);
                break;
        }
    }

    private static void Device(YamlMapping device, YamlItem item, bool isReservation, RuleContext context)
    {
        var (entries, isComplete) = device.Expand();
        YamlEntry? capabilities = null;
        YamlEntry? count = null;
        YamlEntry? ids = null;
        foreach (var entry in entries)
        {
            switch (entry.Name)
            {
                case "capabilities":
                    capabilities = entry;
                    break;
                case "count":
                    count = entry;
                    break;
                case "device_ids":
                    ids = entry;
                    break;
                case "driver" or "options" or null:
                    break;
                case var name when isReservation && !name.StartsWith("x-", StringComparison.Ordinal):
                    context.Report(entry.Key.Span, $"a reserved device has no key '{name}': it has driver, count, device_ids, capabilities and options", label: "unknown key", notes: [Source]);
                    break;
            }
        }

        Capabilities(device, item, capabilities, isComplete && isReservation, context);
        if (count?.Value.Resolved is YamlScalar { Type: not YamlScalarType.Null } && ids is not null && ids.Value.Resolved is not YamlScalar { Type: YamlScalarType.Null })
        {
            context.Report(
                count.Key.Span,
                "a device has 'count' or 'device_ids', and this one has both",
                label: "how many, or which",
                related: [context.Here(ids.Key.Span, "the devices are named here")],
                notes: ["compose refuses a device with both (docs.docker.com/reference/compose-file/deploy, #count)"],
                fix: count.Value is YamlScalar && Support.ComposeEdits.Remove(count.Span, context.Source) is { } removed ? Fix.Suggested("Remove the count", removed) : null);
        }

        if (count?.Value.Resolved is { } number && !IsCount(number))
        {
            context.Report(number.Span.IsEmpty ? count.Key.Span : FirstLine(number.Span, context), "'count' has to be a whole number or 'all'", label: "no count", notes: [Source]);
        }

        if (ids is not null)
        {
            Ids(ids, context);
        }
    }

    private static void Capabilities(YamlMapping device, YamlItem item, YamlEntry? entry, bool isRequired, RuleContext context)
    {
        switch (entry?.Value.Resolved)
        {
            case null when isRequired && entry is null:
                // On a line of its own behind the first entry, or between the braces.
                Fix? fix = null;
                if (ReferenceEquals(item.Value, device) && device.Entries is [var first, ..])
                {
                    var column = context.Source.Lines.PositionOf(first.Span.Start).Column;
                    fix = Fix.Safe(
                        "Ask for the capability gpu",
                        TextEdit.Insert(first.Span.Start, device.IsFlow ? "capabilities: [gpu], " : $"capabilities: [gpu]{context.Source.LineEnd}{new string(' ', column)}"));
                }

                context.Report(
                    device.Entries is [var head, ..] ? head.Key.Span : item.Span,
                    "a reserved device needs 'capabilities', and this one has none",
                    label: "add capabilities: [gpu]",
                    notes: ["capabilities is the one field that compose requires (docs.docker.com/reference/compose-file/deploy, #capabilities)"],
                    fix: fix);
                break;
            case YamlScalar { Type: not YamlScalarType.Null } scalar:
                context.Report(
                    scalar.Span,
                    $"'capabilities' has to be a list, and is '{scalar.Value}'",
                    label: "no list",
                    notes: [Source],
                    fix: ReferenceEquals(entry!.Value, scalar) && scalar.Style is YamlScalarStyle.Plain or YamlScalarStyle.SingleQuoted or YamlScalarStyle.DoubleQuoted && !scalar.Value.Contains(',', StringComparison.Ordinal)
                        ? Fix.Safe("Make it a list", TextEdit.Insert(scalar.Span.Start, "["), TextEdit.Insert(scalar.Span.End, "]"))
                        : null);
                break;
            case YamlSequence { Items: [{ Value: YamlSequence inner }] } outer:
                context.Report(
                    FirstLine(outer.Span, context),
                    "'capabilities' has to be a list of names, and is a list of lists",
                    label: "one list too many",
                    notes: [Source],
                    fix: outer.IsFlow && inner.IsFlow ? Fix.Safe("Make it one list", TextEdit.Replace(outer.Span, context.Source.ToString(inner.Span))) : null);
                break;
        }
    }

    private static void Ids(YamlEntry entry, RuleContext context)
    {
        switch (entry.Value.Resolved)
        {
            case YamlScalar { Type: not YamlScalarType.Null } scalar:
                context.Report(
                    scalar.Span,
                    $"'device_ids' has to be a list, and is '{scalar.Value}'",
                    label: "no list",
                    notes: [Source]);
                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    if (item.Value is YamlScalar { Type: YamlScalarType.Integer or YamlScalarType.Float or YamlScalarType.Boolean } number)
                    {
                        context.Report(
                            number.Span,
                            $"an item of 'device_ids' has to be a text, and {number.Value} is a number",
                            label: "put it in quotes",
                            notes: [Source],
                            fix: Fix.Safe("Put it in quotes", TextEdit.Replace(number.Span, $"\"{number.Value}\"")));
                    }
                }

                break;
        }
    }

    // A value with a variable may come to anything.
    private static bool IsOpen(YamlScalar scalar) => scalar.Value.Contains('$', StringComparison.Ordinal) || scalar.Value.Contains("{{", StringComparison.Ordinal);

    private static bool IsCount(YamlNode node) =>
        node is YamlScalar scalar && (scalar.Type is YamlScalarType.Null or YamlScalarType.Integer || IsOpen(scalar) || scalar.Value.Equals("all", StringComparison.OrdinalIgnoreCase) || IsNumber(scalar.Value));

    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan().TrimStart("+-");
        return !digits.IsEmpty && digits.Length < 10 && digits.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool HoldsDevices(YamlNode? node) => node switch
    {
        YamlSequence list => list.Items is [{ Value: YamlMapping first }, ..] && first.Find("capabilities") is not null,
        YamlMapping mapping => mapping.Find("devices") is not null || mapping.Find("reservations")?.Value.Resolved is YamlMapping,
        _ => false,
    };

    private static TextSpan FirstLine(TextSpan span, RuleContext context) =>
        TextSpan.FromBounds(span.Start, Math.Min(span.End, Math.Max(span.Start, context.Source.LineSpan(context.Source.Lines.LineOf(span.Start)).End)));
}
