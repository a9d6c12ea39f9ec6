using System.Globalization;
using EnvLint.Diagnostics;
using EnvLint.Knowledge;
using EnvLint.Manifests.Wsl;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports numbers that WSL reads in another base than they look: a leading 0 is octal, 0x hexadecimal, and a umask without 0 is decimal.</summary>
[Rule("WSL014", "wsl-number-base",
    Title = "A number is read in another base than it looks",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Fix = FixAvailability.Always,
    Since = "0.1.0")]
public sealed partial class WslNumberBase : Rule<WslConfigFile>
{
    /// <inheritdoc/>
    protected override void Check(WslConfigFile subject, RuleContext context)
    {
        foreach (var setting in subject.Settings)
        {
            if (setting is not { IsEffective: true, Key: { Kind: WslValueKind.Integer } key, Value.Integer: { } number })
            {
                continue;
            }

            var digits = setting.Text.Trim().TrimStart('+');
            if (key.Name == "umask")
            {
                CheckMask(setting, key, digits, number, context);
            }
            else if (digits.Length > 1 && digits[0] == '0')
            {
                CheckNumber(setting, key, digits, number, context);
            }
        }
    }

    private static void CheckMask(WslSetting setting, WslKey key, string digits, int number, RuleContext context)
    {
        // One octal digit is the same either way; 8 and 9 are no digits of a mask.
        if (digits.Length < 2 || digits[0] == '0' || digits.AsSpan().ContainsAnyExceptInRange('0', '7'))
        {
            return;
        }

        var octal = digits.PadLeft(4, '0');
        context.Report(
            setting.ValueSpan,
            $"{WslText.Quote(digits)} is a decimal number to WSL: the mask becomes octal 0{Convert.ToString(number, 8)}",
            label: $"write {octal}",
            notes: WslText.Notes(key),
            fix: Fix.Safe($"Write {octal}", TextEdit.Replace(setting.ValueSpan, octal)));
    }

    private static void CheckNumber(WslSetting setting, WslKey key, string digits, int number, RuleContext context)
    {
        var value = number.ToString(CultureInfo.InvariantCulture);
        if (digits[1] is 'x' or 'X')
        {
            // Whoever writes 0x means it; where it reads the same, there is nothing to say.
            if (key.Name != "kernelDebugPort" && digits.AsSpan(2).TrimStart('0') is var hex && !hex.SequenceEqual(value))
            {
                context.Report(
                    setting.ValueSpan,
                    $"{WslText.Quote(digits)} is hexadecimal: {WslText.Quote(setting.Syntax.Key)} is {value}",
                    Severity.Info,
                    notes: WslText.Notes(key),
                    fix: Fix.Safe($"Write {value}", TextEdit.Replace(setting.ValueSpan, value)));
            }

            return;
        }

        var plain = digits.TrimStart('0');
        if (plain.Length > 0 && plain != value)
        {
            context.Report(
                setting.ValueSpan,
                $"{WslText.Quote(digits)} is octal to WSL for its leading 0: {WslText.Quote(setting.Syntax.Key)} becomes {value}",
                label: $"write {plain}",
                notes: WslText.Notes(key),
                fix: Fix.Safe($"Write {plain}", TextEdit.Replace(setting.ValueSpan, plain)));
        }
    }
}
