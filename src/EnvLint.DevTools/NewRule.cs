using System.Text.RegularExpressions;

namespace EnvLint.DevTools;

/// <summary>The beginning of a rule: a class that reports nothing yet, its page, and a test that fails until it does.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, in kebab case.</param>
internal sealed partial record NewRule(RuleFamily Family, string Code, string Name)
{
    private const string Version = "0.1.0";

    // What the rules of WSL look at, and what most others do.
    private bool IsWsl => Family.Prefix == "WSL";

    private string ClassName => string.Concat(Name.Split('-').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Chooses code and class name.</summary>
    /// <param name="family">Prefix of the family.</param>
    /// <param name="name">Name in kebab case.</param>
    /// <param name="code">The code; null for the next one, behind the highest: gaps are codes of former or planned rules.</param>
    /// <param name="taken">The codes that are taken.</param>
    /// <exception cref="DevToolsException">One of them does not have its form, or is taken.</exception>
    public static NewRule Create(string family, string name, string? code, IReadOnlyCollection<string> taken)
    {
        var found = RuleFamily.Find(family);
        if (!KebabCase().IsMatch(name))
        {
            throw new DevToolsException($"'{name}' is no name of a rule: write it like driver-in-image");
        }

        if (code is null)
        {
            var highest = taken.Where(other => other.StartsWith(found.Prefix, StringComparison.Ordinal)).Select(static other => int.Parse(other[3..])).DefaultIfEmpty().Max();
            code = $"{found.Prefix}{highest + 1:D3}";
        }
        else if (!code.StartsWith(found.Prefix, StringComparison.Ordinal) || code.Length != 6 || code.AsSpan(3).ContainsAnyExceptInRange('0', '9'))
        {
            throw new DevToolsException($"'{code}' is no code of the family {found.Prefix}: write it like {found.Prefix}001");
        }

        return taken.Contains(code) ? throw new DevToolsException($"{code} is taken") : new NewRule(found, code, name);
    }

    /// <summary>The codes of the rules in a working copy, built or not.</summary>
    /// <param name="root">Folder of the working copy.</param>
    public static IReadOnlyCollection<string> CodesIn(string root)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var family in RuleFamily.All)
        {
            var folder = Path.Combine(root, "rules", family.Folder);
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.cs") : [])
            {
                foreach (Match match in Declaration().Matches(File.ReadAllText(file)))
                {
                    codes.Add(match.Groups["code"].Value);
                }
            }
        }

        return codes;
    }

    /// <summary>Path and text of the three files.</summary>
    public IReadOnlyList<(string Path, string Text)> Files() =>
    [
        ($"tests/EnvLint.Rules.Tests/{Family.Folder}/{ClassName}Tests.cs", Unix(TestText())),
        ($"rules/{Family.Folder}/{ClassName}.cs", Unix(RuleText())),
        ($"rules/{Family.Folder}/{ClassName}.md", Unix(PageText())),
    ];

    private string RuleText() => $$"""
        using EnvLint.Diagnostics;
        {{(IsWsl ? "using EnvLint.Manifests.Wsl;" : "using EnvLint.Environment.Facts;")}}

        namespace EnvLint.Rules.{{Family.Folder}};

        /// <summary>Reports ...</summary>
        [Rule("{{Code}}", "{{Name}}",
            Title = "Say in one sentence what the rule finds",
            Category = RuleCategory.Correctness,
            Severity = Severity.Warning,
            Fix = FixAvailability.None,
            Since = "{{Version}}")]
        public sealed partial class {{ClassName}} : Rule<{{(IsWsl ? "WslConfigFile" : "CommandUse")}}>
        {
            /// <inheritdoc/>
            protected override void Check({{(IsWsl ? "WslConfigFile" : "CommandUse")}} subject, RuleContext context)
            {
            }
        }

        """;

    private string PageText() => $"""
        # {Code}: {Name}

        One sentence: what is found.

        ## Why

        What happens, and with which message. For somebody who has just lost an hour.

        ## Example

        ```{Language} bad {FileName}
        {BadText}
        ```

        ```text output
        ```

        ```{Language} good {FileName}
        {GoodText}
        ```

        ## How to fix

        What to write instead.

        ## When to ignore

        The case in which it is meant.

        ## Sources

        - A link, and what it says.

        """;

    private string TestText() => $$""""
        using EnvLint.Rules.{{Family.Folder}};
        using EnvLint.Testing;

        namespace EnvLint.Rules.Tests.{{Family.Folder}};

        public sealed class {{ClassName}}Tests() : RuleTest<{{ClassName}}>("{{FileName}}")
        {
            // Write the smallest file that is wrong, with [| |] around what is; this case fails until the rule reports it.
            [Fact]
            public void Says_what_is_wrong() => Reports(
                """
                {{Indent(MarkedText)}}
                """,
                message: "one sentence that says what is wrong, and with what");

            // At least as many files that are right, and look similar.
            [Fact]
            public void Is_silent_where_nothing_is_wrong() => IsSilent(
                """
                {{Indent(GoodText)}}
                """);
        }

        """";

    private string FileName => IsWsl ? ".wslconfig" : "Dockerfile";

    private string Language => IsWsl ? "ini" : "dockerfile";

    private string BadText => IsWsl ? "[wsl2]\nmemory=8GB" : "FROM ubuntu:24.04\nRUN echo wrong";

    private string MarkedText => IsWsl ? "[wsl2]\nmemory=[|8GB|]" : "FROM ubuntu:24.04\nRUN [|echo wrong|]";

    private string GoodText => IsWsl ? "[wsl2]\nprocessors=4" : "FROM ubuntu:24.04\nRUN echo right";

    private static string Indent(string text) => text.Replace("\n", "\n        ", StringComparison.Ordinal);

    private static string Unix(string text) => text.ReplaceLineEndings("\n");

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex(@"\[Rule\(""(?<code>[A-Z]{3}[0-9]{3})""", RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
