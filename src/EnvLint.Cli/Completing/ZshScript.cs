using System.Text;

namespace EnvLint.Cli.Completing;

/// <summary>Writes the script for zsh: to be run when the shell starts, or kept as <c>_envlint</c> in a folder of <c>fpath</c>.</summary>
internal static class ZshScript
{
    private const string Head = """
        #compdef envlint
        # Completion of envlint for zsh: eval "$(envlint completion zsh)", below compinit

        _envlint_words() {
            local -a entries
            case $1 in

        """;

    private const string Tail = """
            esac
            _describe -t ${1//_/-} ${1//_/ } entries "${@:2}"
        }

        _envlint_rules() {
            local ret=1
            compset -P '*,'
            compset -S ',*'
            _envlint_words families && ret=0
            _envlint_words rules && ret=0
            return ret
        }

        _envlint_output() {
            if compset -P '*='; then
                _files
            else
                _envlint_words $1
            fi
        }

        _envlint_level() {
            if compset -P '*='; then
                _envlint_words severities
            else
                _envlint_words rules -S =
            fi
        }

        _envlint_target() {
            local alone=1 key
            if compset -P '*,'; then
                alone=0
            fi
            compset -S ',*'
            if [[ $PREFIX == *=* ]]; then
                key=${PREFIX%%=*}
                compset -P '*='
                _envlint_words target_$key
            else
                _envlint_words target_keys -S =
                if (( alone )); then
                    _envlint_words target_platform
                fi
            fi
        }

        _envlint() {
            local curcontext=$curcontext state line ret=1
            local -A opt_args
            _arguments -C \
                '(- *)'{--help,-h}'[Shows this]' \
                '(- *)--version[Shows the version]' \
                '1:command: _envlint_words commands' \
                '*::argument:->arguments' && ret=0
            [[ ${state-} == arguments ]] || return ret
            curcontext=${curcontext%:*:*}:envlint-$words[1]:
            case $words[1] in

        """;

    private const string End = """
            esac
            return ret
        }

        if [[ ${funcstack[1]-} == _envlint ]]; then
            _envlint "$@"
        else
            if (( ! $+functions[compdef] )); then
                autoload -Uz compinit
                compinit
            fi
            compdef _envlint envlint
        fi

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="model">What there is to offer.</param>
    public static string Write(CompletionModel model)
    {
        var script = new StringBuilder(Head);
        script.Append("        commands)\n            entries=(\n");
        foreach (var command in model.Commands)
        {
            AppendEntry(script, command.Name, command.Description);
        }

        script.Append("            ) ;;\n");
        foreach (var set in model.Sets)
        {
            script.Append("        ").Append(set.Name).Append(")\n            entries=(\n");
            foreach (var word in set.Words)
            {
                AppendEntry(script, word.Text, word.Description);
            }

            script.Append("            ) ;;\n");
        }

        script.Append(Tail);
        foreach (var command in model.Commands)
        {
            script.Append("        ").Append(command.Name).Append(")\n            _arguments -S \\\n                '(- *)'{--help,-h}'[Shows this]'");
            foreach (var option in command.Options)
            {
                AppendOption(script, option);
            }

            if (command.Argument is { } argument)
            {
                script.Append(" \\\n                '").Append(command.IsRepeatable ? "*" : "1").Append(':').Append(Escape(command.ArgumentName)).Append(':').Append(ActionOf(argument)).Append('\'');
            }

            script.Append(" && ret=0 ;;\n");
        }

        return script.Append(End).ToString();
    }

    private static void AppendEntry(StringBuilder script, string word, string description) =>
        script.Append("                ").Append(Quote(description.Length == 0 ? word : word + ":" + description)).Append('\n');

    private static void AppendOption(StringBuilder script, CompletedOption option)
    {
        script.Append(" \\\n                '").Append(option.IsRepeatable ? "*" : "").Append(option.Name).Append(option.Value is null ? "[" : "=[").Append(Escape(option.Description)).Append(']');
        if (option.Value is { } value)
        {
            script.Append(':').Append(Escape(option.ValueName)).Append(':').Append(ActionOf(value));
        }

        script.Append('\'');
    }

    // A blank in front: run as it is, with nothing put between its words. A blank alone offers nothing and says what is wanted.
    private static string ActionOf(CompletionValue value) => value.Shape switch
    {
        ValueShape.Free => " ",
        ValueShape.Path => "_files",
        ValueShape.Word => " _envlint_words " + value.Set,
        ValueShape.Rules => "_envlint_rules",
        ValueShape.Output => " _envlint_output " + value.Set,
        ValueShape.Level => "_envlint_level",
        _ => "_envlint_target",
    };

    // Within the quotes of a shell, and within a specification of _arguments.
    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace(":", "\\:", StringComparison.Ordinal)
        .Replace("'", "'\\''", StringComparison.Ordinal);

    private static string Quote(string text) => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
