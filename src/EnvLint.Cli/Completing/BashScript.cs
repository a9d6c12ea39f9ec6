using System.Text;

namespace EnvLint.Cli.Completing;

/// <summary>Writes the script for bash: from 3.2 on, which macOS has, and with <c>set -u</c> and <c>set -f</c>.</summary>
internal static class BashScript
{
    private const string Head = """
        # Completion of envlint for bash: eval "$(envlint completion bash)"

        """;

    // Files are left to bash itself, which knows how names are quoted.
    private const string Tail = """

        _envlint() {
            local IFS=$' \t\n'
            local rest=${COMP_LINE:0:$COMP_POINT} word blank cur='' before='' command='' option='' value='' kind='' left='' words='' item=''
            local count=0 i dashes=0
            COMPREPLY=()

            # Bash parts words at '=' and ':' too: what no blank parts is one word.
            for ((i = 0; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                blank=${rest%%[![:space:]]*}
                rest=${rest#"$blank"}
                if ((i == COMP_CWORD)); then
                    word=$rest
                fi
                if [[ -n $blank || $i -eq 0 ]]; then
                    if ((count > 1)); then
                        if [[ $cur == -- ]]; then
                            dashes=1
                        elif [[ -z $command && $cur != -* ]]; then
                            command=$cur
                        fi
                    fi
                    before=$cur
                    cur=$word
                    count=$((count + 1))
                else
                    cur+=$word
                fi
                rest=${rest#"$word"}
            done

            # What readline puts in place of the word begins behind the last '='.
            if [[ $COMP_WORDBREAKS == *=* ]]; then
                left=${cur%"${cur##*=}"}
            fi

            value=$cur
            if ((dashes)); then
                _envlint_kind "$command" argument
            elif [[ -z $command ]]; then
                kind=words
                words=$_envlint_commands
                if [[ $cur == -* ]]; then
                    words='--help --version'
                fi
            elif [[ $cur == --*=* ]]; then
                option=${cur%%=*}
                value=${cur#*=}
                _envlint_kind "$command" "$option"
            else
                if [[ $before == -* ]]; then
                    _envlint_kind "$command" "$before"
                fi
                if [[ -z $kind && $cur == -* ]]; then
                    kind=words
                    _envlint_options "$command"
                elif [[ -z $kind ]]; then
                    _envlint_kind "$command" argument
                fi
            fi

            if [[ -n $option ]]; then
                option+='='
            fi
            if [[ $value == [\"\']* ]]; then
                left=${left#[\"\']}
                value=${value:1}
            fi

            case $kind in
                words)
                    _envlint_offer '' ' '
                    ;;
                'word '*)
                    _envlint_words "${kind#* }"
                    _envlint_offer '' ' '
                    ;;
                rules)
                    item=${value##*,}
                    _envlint_words families
                    _envlint_offer "${value%"$item"}" ' '
                    _envlint_words rules
                    _envlint_offer "${value%"$item"}" ' '
                    ;;
                'output '*)
                    if [[ $value == *=* ]]; then
                        _envlint_files
                    else
                        _envlint_words "${kind#* }"
                        _envlint_offer '' ' '
                    fi
                    ;;
                level)
                    if [[ $value == *=* ]]; then
                        _envlint_words severities
                        _envlint_offer "${value%%=*}=" ' '
                    else
                        _envlint_words rules
                        _envlint_offer '' =
                    fi
                    ;;
                target)
                    item=${value##*,}
                    if [[ $item == *=* ]]; then
                        _envlint_words "target_${item%%=*}"
                        _envlint_offer "${value%"$item"}${item%%=*}=" ' '
                    else
                        _envlint_words target_keys
                        _envlint_offer "${value%"$item"}" =
                        if [[ $value == "$item" ]]; then
                            _envlint_words target_platform
                            _envlint_offer '' ' '
                        fi
                    fi
                    ;;
                path)
                    _envlint_files
                    ;;
            esac
        }

        # Offers the words that begin as the value does: behind what stands in front of them, and with what follows them.
        _envlint_offer() {
            local full words_left=$words
            while [[ -n $words_left ]]; do
                word=${words_left%% *}
                words_left=${words_left#"$word"}
                words_left=${words_left# }
                full=$1$word
                if [[ $full == "$value"* ]]; then
                    full=$option$full
                    full=${full#"$left"}
                    if [[ $2 == = ]]; then
                        full+='='
                        type compopt >/dev/null 2>&1 && compopt -o nospace 2>/dev/null
                    fi
                    COMPREPLY+=("$full")
                fi
            done
            return 0
        }

        _envlint_files() {
            type compopt >/dev/null 2>&1 && compopt -o default 2>/dev/null
            return 0
        }

        if type compopt >/dev/null 2>&1; then
            complete -F _envlint envlint
        else
            complete -o default -F _envlint envlint
        fi

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="model">What there is to offer.</param>
    public static string Write(CompletionModel model)
    {
        var script = new StringBuilder(Head);
        script.Append("_envlint_commands='");
        for (var i = 0; i < model.Commands.Length; i++)
        {
            script.Append(i == 0 ? "" : " ").Append(model.Commands[i].Name);
        }

        script.Append("'\n\n_envlint_options() {\n    case $1 in\n");
        foreach (var command in model.Commands)
        {
            script.Append("        ").Append(command.Name).Append(") words='");
            foreach (var option in command.Options)
            {
                script.Append(option.Name).Append(' ');
            }

            script.Append("--help' ;;\n");
        }

        script.Append("        *) words=--help ;;\n    esac\n}\n\n# What stands behind an option, or is an argument of a command.\n_envlint_kind() {\n    case \"$1 $2\" in\n");
        foreach (var (place, value) in model.Values())
        {
            script.Append("        '").Append(place).Append("') kind='").Append(value.Name).Append("' ;;\n");
        }

        script.Append("        *) kind='' ;;\n    esac\n}\n\n_envlint_words() {\n    case $1 in\n");
        foreach (var set in model.Sets)
        {
            script.Append("        ").Append(set.Name).Append(") words='");
            for (var i = 0; i < set.Words.Length; i++)
            {
                script.Append(i == 0 ? "" : " ").Append(set.Words[i].Text);
            }

            script.Append("' ;;\n");
        }

        script.Append("        *) words='' ;;\n    esac\n}\n").Append(Tail);
        return script.ToString();
    }
}
