using System.Text;

namespace EnvLint.Cli.Completing;

/// <summary>Writes the script for fish.</summary>
internal static class FishScript
{
    private const string Head = """
        # Completion of envlint for fish: envlint completion fish > ~/.config/fish/completions/envlint.fish

        # Whether a command was named: this one, or any.
        function __envlint_in
            set -l words (commandline -opc)
            set -e words[1]
            for word in $words
                if not string match -q -- '-*' $word
                    test (count $argv) -eq 0; or test $word = $argv[1]
                    return
                end
            end
            return 1
        end

        # The value that is being written, without the option in front of it.
        function __envlint_value
            string replace -r -- '^--[^=]*=' '' (commandline -ct)
        end

        function __envlint_words
            switch $argv[1]

        """;

    private const string Tail = """
            end
        end

        # Words with something in front of them and behind them.
        function __envlint_offer
            set -l words (__envlint_words $argv[2])
            for word in $words
                set -l parts (string split -m 1 \t -- $word)
                printf '%s%s%s\t%s\n' "$argv[1]" $parts[1] "$argv[3]" "$parts[2]"
            end
        end

        function __envlint_rules
            set -l left (string replace -r -- '[^,]*$' '' (__envlint_value))
            __envlint_offer "$left" families ''
            __envlint_offer "$left" rules ''
        end

        function __envlint_output
            set -l value (__envlint_value)
            if string match -q -- '*=*' $value
                set -l file (string replace -r -- '^[^=]*=' '' $value)
                set -l format (string replace -r -- '=.*' '=' $value)
                for path in (__fish_complete_path $file)
                    printf '%s%s\n' $format $path
                end
            else
                __envlint_words $argv[1]
            end
        end

        function __envlint_level
            set -l value (__envlint_value)
            if string match -q -- '*=*' $value
                __envlint_offer (string replace -r -- '=.*' '=' $value) severities ''
            else
                __envlint_offer '' rules =
            end
        end

        function __envlint_target
            set -l value (__envlint_value)
            set -l left (string replace -r -- '[^,]*$' '' $value)
            set -l item (string replace -r -- '^.*,' '' $value)
            if string match -q -- '*=*' $item
                set -l key (string replace -r -- '=.*' '' $item)
                __envlint_offer "$left$key=" target_$key ''
            else
                __envlint_offer "$left" target_keys =
                if test "$value" = "$item"
                    __envlint_words target_platform
                end
            end
        end

        complete -c envlint -e
        complete -c envlint -f
        complete -c envlint -n 'not __envlint_in' -s h -l help -d 'Shows this'
        complete -c envlint -n 'not __envlint_in' -l version -d 'Shows the version'

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="model">What there is to offer.</param>
    public static string Write(CompletionModel model)
    {
        var script = new StringBuilder(Head);
        foreach (var set in model.Sets)
        {
            script.Append("        case ").Append(set.Name).Append("\n            printf '%s\\t%s\\n'");
            foreach (var word in set.Words)
            {
                script.Append(" \\\n                ").Append(word.Text).Append(' ').Append(Quote(word.Description));
            }

            script.Append('\n');
        }

        script.Append(Tail);
        foreach (var command in model.Commands)
        {
            script.Append("complete -c envlint -n 'not __envlint_in' -a ").Append(command.Name).Append(" -d ").Append(Quote(command.Description)).Append('\n');
        }

        foreach (var command in model.Commands)
        {
            var head = $"complete -c envlint -n '__envlint_in {command.Name}'";
            foreach (var option in command.Options)
            {
                script.Append(head).Append(" -l ").Append(option.Name[2..]).Append(option.Value is { } value ? OfValue(value) : "").Append(" -d ").Append(Quote(option.Description)).Append('\n');
            }

            script.Append(head).Append(" -s h -l help -d 'Shows this'\n");
            switch (command.Argument)
            {
                case { Shape: ValueShape.Path }:
                    script.Append(head).Append(" -F\n");
                    break;
                case { Set: { Length: > 0 } set }:
                    script.Append(head).Append(" -a '(__envlint_words ").Append(set).Append(")'\n");
                    break;
            }
        }

        return script.ToString();
    }

    private static string OfValue(CompletionValue value) => value.Shape switch
    {
        ValueShape.Free => " -x",
        ValueShape.Path => " -r -F",
        ValueShape.Word => $" -x -a '(__envlint_words {value.Set})'",
        ValueShape.Rules => " -x -a '(__envlint_rules)'",
        ValueShape.Output => $" -x -a '(__envlint_output {value.Set})'",
        ValueShape.Level => " -x -a '(__envlint_level)'",
        _ => " -x -a '(__envlint_target)'",
    };

    private static string Quote(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
