using System.Text;

namespace EnvLint.Cli.Completing;

/// <summary>Writes the script for PowerShell: Windows PowerShell 5.1 and PowerShell 7.</summary>
internal static class PowerShellScript
{
    private const string Head = """
        # Completion of envlint for PowerShell: envlint completion pwsh | Out-String | Invoke-Expression

        Register-ArgumentCompleter -Native -CommandName 'envlint' -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)

            # Word and description by turns.
            $sets = @{

        """;

    private const string Tail = """
            }

            # The words in front of the cursor. PowerShell takes a comma for the end of a word: what no blank parts is one here.
            $text = $commandAst.Extent.Text
            $length = $cursorPosition - $commandAst.Extent.StartOffset
            if ($length -lt $text.Length) { $text = $text.Substring(0, [Math]::Max($length, 0)) }
            $line = @($text -split '\s+' | Where-Object { $_ -ne '' })
            $current = ''
            if ($length -le $text.Length -and $text -match '\S$') { $current = $line[-1] }
            $done = @($line | Select-Object -Skip 1)
            if ($current -ne '') { $done = @($done | Select-Object -SkipLast 1) }

            # What PowerShell puts in place of the word begins here.
            $left = ''
            $word = [string]$wordToComplete
            if ($current.Length -gt $word.Length -and $current.EndsWith($word)) { $left = $current.Substring(0, $current.Length - $word.Length) }

            $command = ''
            $isBehindDashes = $false
            foreach ($item in $done) {
                if ($item -eq '--') { $isBehindDashes = $true }
                elseif ($command -eq '' -and -not $item.StartsWith('-')) { $command = $item }
            }

            $option = ''
            $value = $current
            $kind = $null
            $last = ''
            if ($done.Count -gt 0) { $last = $done[-1] }
            if ($command -eq '') {
                $kind = 'word commands'
                if ($current.StartsWith('-')) { $kind = 'word root_options' }
            }
            elseif ($isBehindDashes) { $kind = $kinds["$command argument"] }
            elseif ($current -match '^(--[^=]+=)(.*)$') {
                $option = $Matches[1]
                $value = $Matches[2]
                $kind = $kinds["$command $($option.TrimEnd('='))"]
            }
            elseif ($last.StartsWith('-') -and $kinds.ContainsKey("$command $last")) { $kind = $kinds["$command $last"] }
            elseif ($current.StartsWith('-')) { $kind = "word options_$command" }
            else { $kind = $kinds["$command argument"] }

            # Nothing at all makes PowerShell offer files; an empty word keeps it from that.
            if ($kind -eq 'path') { return }
            $shape, $set = "$kind" -split ' ', 2
            $offers = @()
            $comma = $value.LastIndexOf(',') + 1
            switch ($shape) {
                'word' { $offers += , @($option, $set, '') }
                'rules' {
                    $offers += , @(($option + $value.Substring(0, $comma)), 'families', '')
                    $offers += , @(($option + $value.Substring(0, $comma)), 'rules', '')
                }
                'output' {
                    $equals = $value.IndexOf('=')
                    if ($equals -lt 0) { $offers += , @($option, $set, '') }
                    else {
                        foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($value.Substring($equals + 1))) {
                            $full = $option + $value.Substring(0, $equals + 1) + $file.CompletionText
                            [System.Management.Automation.CompletionResult]::new($full.Substring([Math]::Min($left.Length, $full.Length)), $file.ListItemText, $file.ResultType, $file.ToolTip)
                        }
                    }
                }
                'level' {
                    $equals = $value.IndexOf('=')
                    if ($equals -lt 0) { $offers += , @($option, 'rules', '=') }
                    else { $offers += , @(($option + $value.Substring(0, $equals + 1)), 'severities', '') }
                }
                'target' {
                    $item = $value.Substring($comma)
                    $equals = $item.IndexOf('=')
                    if ($equals -ge 0) { $offers += , @(($option + $value.Substring(0, $comma + $equals + 1)), "target_$($item.Substring(0, $equals))", '') }
                    else {
                        $offers += , @(($option + $value.Substring(0, $comma)), 'target_keys', '=')
                        if ($comma -eq 0) { $offers += , @($option, 'target_platform', '') }
                    }
                }
            }

            $isEmpty = $true
            foreach ($offer in $offers) {
                $words = @($sets[$offer[1]])
                for ($i = 0; $i + 1 -lt $words.Count; $i += 2) {
                    $full = $offer[0] + $words[$i] + $offer[2]
                    if ($full.StartsWith($current, [StringComparison]::OrdinalIgnoreCase)) {
                        $isEmpty = $false
                        $tip = $words[$i + 1]
                        if ($tip -eq '') { $tip = $words[$i] }
                        [System.Management.Automation.CompletionResult]::new($full.Substring($left.Length), $words[$i], 'ParameterValue', $tip)
                    }
                }
            }

            if ($isEmpty -and $shape -ne 'output') { '' }
        }

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="model">What there is to offer.</param>
    public static string Write(CompletionModel model)
    {
        var script = new StringBuilder(Head);
        AppendSet(script, "commands");
        foreach (var command in model.Commands)
        {
            AppendWord(script, command.Name, command.Description);
        }

        EndSet(script);
        AppendSet(script, "root_options");
        AppendWord(script, "--help", "Shows this");
        AppendWord(script, "--version", "Shows the version");
        EndSet(script);
        foreach (var command in model.Commands)
        {
            AppendSet(script, "options_" + command.Name);
            foreach (var option in command.Options)
            {
                AppendWord(script, option.Name, option.Description);
            }

            AppendWord(script, "--help", "Shows this");
            EndSet(script);
        }

        foreach (var set in model.Sets)
        {
            AppendSet(script, set.Name);
            foreach (var word in set.Words)
            {
                AppendWord(script, word.Text, word.Description);
            }

            EndSet(script);
        }

        script.Append("    }\n\n    # What stands behind an option, or is an argument of a command.\n    $kinds = @{\n");
        foreach (var (place, value) in model.Values())
        {
            script.Append("        '").Append(place).Append("' = '").Append(value.Name).Append("'\n");
        }

        return script.Append(Tail).ToString();
    }

    private static void AppendSet(StringBuilder script, string name) => script.Append("        '").Append(name).Append("' = @(\n");

    private static void EndSet(StringBuilder script) => script.Append("        )\n");

    private static void AppendWord(StringBuilder script, string word, string description) =>
        script.Append("            '").Append(word).Append("', ").Append(Quote(description)).Append('\n');

    private static string Quote(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
