using EnvLint.Diagnostics;
using EnvLint.Engine;
using EnvLint.Environment;
using EnvLint.Environment.Facts;
using EnvLint.Manifests;
using EnvLint.Rules.Wsl.Support;
using EnvLint.Text;

namespace EnvLint.Rules.Wsl;

/// <summary>Reports settings of WSL in a file that WSL never reads.</summary>
[Rule("WSL026", "wsl-wrong-file-name",
    Title = "WSL does not read a configuration file of this name, or at this place",
    Category = RuleCategory.Correctness,
    Severity = Severity.Warning,
    Confidence = Confidence.Medium,
    Since = "0.1.0")]
public sealed partial class WslWrongFileName : Rule<FileAnalysis>
{
    private const string Global = ".wslconfig";
    private const string Distribution = "wsl.conf";

    /// <inheritdoc/>
    protected override void Check(FileAnalysis subject, RuleContext context)
    {
        if (subject.Wsl is { IsForeign: false } view && !view.Syntax.Statements.IsEmpty)
        {
            CheckName(subject, context);
        }

        if (subject.Facts is { } facts)
        {
            foreach (var write in facts.FileWrites)
            {
                CheckWrite(write, context);
            }
        }
    }

    private static void CheckName(FileAnalysis file, RuleContext context)
    {
        var name = file.Source.Path.AsSpan(file.Source.Path.LastIndexOf('/') + 1);
        var right = file.Kind == ManifestKind.WslGlobalConfig ? Global : Distribution;
        if (name.Equals(right, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // The configuration says what the file is, or it is not saved yet: nobody thinks that WSL reads this name.
        if (ManifestClassifier.ClassifyName(file.Source.Path) == ManifestKind.None)
        {
            return;
        }

        // Collections of dot-files keep them without the dot and link or copy them into place.
        var mayBeStored = name.Equals(Global.AsSpan(1), StringComparison.OrdinalIgnoreCase);
        context.Report(
            new TextSpan(0, 0),
            $"WSL reads {WslText.Quote(right)} and no file named {WslText.Quote(name)}",
            mayBeStored ? Severity.Info : Severity.Warning,
            mayBeStored ? Confidence.Low : Confidence.Medium,
            notes: ["a file that is not there is not reported (microsoft/WSL src/windows/common/helpers.cpp GetWslConfigPath)"]);
    }

    private static void CheckWrite(FileWrite write, RuleContext context)
    {
        if (!IsLinuxHome(write.Path) || write.Scope.Kind == ScopeKind.WindowsHost)
        {
            return;
        }

        // A Git Bash on Windows has the right folder under the same name.
        var isKnown = write.Scope.Kind is ScopeKind.Wsl or ScopeKind.LinuxHost or ScopeKind.ImageStage;
        context.Report(
            write.Path.Span,
            $"{WslText.Quote(write.Path.Raw)} lies inside Linux, where WSL does not look: it reads {WslText.Quote(Global)} in the Windows user's profile",
            isKnown ? Severity.Warning : Severity.Info,
            isKnown ? Confidence.High : Confidence.Low,
            notes: ["the file is %USERPROFILE%\\.wslconfig (microsoft/WSL src/windows/common/helpers.cpp GetWslConfigPath)"]);
    }

    private static bool IsLinuxHome(Word path)
    {
        var text = path.Value ?? path.Raw.Trim('"');
        if (!text.EndsWith("/" + Global, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var folder = text.AsSpan(0, text.Length - Global.Length - 1);
        return folder is "~" or "$HOME" or "${HOME}" or "/root" or "/etc"
            || (folder.StartsWith("/home/", StringComparison.Ordinal) && folder["/home/".Length..].IndexOf('/') < 0);
    }
}
