namespace EnvLint.Reporting.Tests;

/// <summary>A command as the runner of GitHub Actions understands it.</summary>
internal sealed record WorkflowCommand(string Name, Dictionary<string, string> Properties, string Message)
{
    // What the runner listens to. A line that has its form and another name is a line.
    private static readonly string[] s_names =
    [
        "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output", "stop-commands",
        "warning",
    ];

    /// <summary>All commands of a log.</summary>
    public static List<WorkflowCommand> Parse(string log) => [.. log.Split('\n', '\r').Select(ParseLine).OfType<WorkflowCommand>()];

    // Its newer form first: two colons behind blanks. Then the older one, wherever it stands: ##[name a=b;c=d]message.
    private static WorkflowCommand? ParseLine(string line)
    {
        var text = line.TrimStart();
        var end = text.StartsWith("::", StringComparison.Ordinal) ? text.IndexOf("::", 2, StringComparison.Ordinal) : -1;
        if (end > 0 && Create(text[2..end], ',', text[(end + 2)..]) is { } command)
        {
            return command;
        }

        var start = line.IndexOf("##[", StringComparison.Ordinal);
        var bracket = start < 0 ? -1 : line.IndexOf(']', start);
        return bracket < 0 ? null : Create(line[(start + 3)..bracket], ';', line[(bracket + 1)..]);
    }

    private static WorkflowCommand? Create(string head, char separator, string message)
    {
        var blank = head.IndexOf(' ', StringComparison.Ordinal);
        var name = blank < 0 ? head : head[..blank];
        if (!s_names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var properties = blank < 0 ? [] : head[(blank + 1)..].Trim().Split(separator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => part.Split('=', 2)).Where(static pair => pair.Length == 2).ToDictionary(static pair => pair[0], static pair => Unescape(pair[1], isProperty: true));
        return new WorkflowCommand(name, properties, Unescape(message, isProperty: false));
    }

    private static string Unescape(string text, bool isProperty)
    {
        text = text.Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal);
        text = isProperty ? text.Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal) : text;
        return text.Replace("%25", "%", StringComparison.Ordinal);
    }
}
