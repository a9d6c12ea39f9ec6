using System.Collections.Immutable;
using EnvLint.Generators.Infrastructure;

namespace EnvLint.Generators.Catalogue;

/// <summary>Finds what is wrong with the rules and their pages as a whole.</summary>
internal static class CatalogueChecker
{
    /// <summary>Length of the longest name that fits the tables of the documentation.</summary>
    private const int LongestName = 36;

    /// <summary>Checks all rules against each other and against the pages.</summary>
    /// <param name="declarations">The rules.</param>
    /// <param name="pages">The pages.</param>
    public static EquatableArray<DiagnosticInfo> Check(ImmutableArray<RuleDeclaration> declarations, ImmutableArray<PageModel> pages)
    {
        var found = ImmutableArray.CreateBuilder<DiagnosticInfo>();
        var byCode = new Dictionary<string, RuleModel>(StringComparer.Ordinal);
        var byName = new Dictionary<string, RuleModel>(StringComparer.Ordinal);
        var ruleByPage = new Dictionary<string, RuleModel>(StringComparer.Ordinal);
        var pagePaths = new HashSet<string>(pages.Select(static page => page.Path), StringComparer.Ordinal);

        foreach (var declaration in declarations)
        {
            var rule = declaration.Rule;
            ruleByPage[rule.PagePath] = rule;
            foreach (var error in declaration.ShapeErrors)
            {
                Add(CatalogueDiagnostics.BadShape, declaration, rule.ClassName, error);
            }

            if (!IsCode(rule.Code))
            {
                Add(CatalogueDiagnostics.BadCodeOrName, declaration, $"The code '{rule.Code}' must be three capitals and three digits");
            }
            else if (byCode.TryGetValue(rule.Code, out var first))
            {
                Add(CatalogueDiagnostics.CodeTwice, declaration, rule.Code, first.ClassName, rule.ClassName);
            }
            else
            {
                byCode.Add(rule.Code, rule);
            }

            if (!IsName(rule.Name))
            {
                Add(CatalogueDiagnostics.BadCodeOrName, declaration, $"The name '{rule.Name}' must be kebab case, at most {LongestName} characters");
            }
            else if (byName.TryGetValue(rule.Name, out var first))
            {
                Add(CatalogueDiagnostics.BadCodeOrName, declaration, $"'{rule.Name}' is the name of {first.ClassName} and of {rule.ClassName}");
            }
            else
            {
                byName.Add(rule.Name, rule);
            }

            if (!pagePaths.Contains(rule.PagePath))
            {
                Add(CatalogueDiagnostics.RuleWithoutPage, declaration, rule.ClassName, rule.ClassName + ".md");
            }
        }

        foreach (var declaration in declarations)
        {
            foreach (var code in declaration.Rule.Supersedes)
            {
                if (code == declaration.Rule.Code)
                {
                    Add(CatalogueDiagnostics.UnknownSuperseded, declaration, code, code, "the rule itself");
                }
                else if (!byCode.ContainsKey(code))
                {
                    Add(CatalogueDiagnostics.UnknownSuperseded, declaration, declaration.Rule.Code, code, "the code of no rule");
                }
            }
        }

        foreach (var page in pages)
        {
            var place = LocationInfo.FirstLine(page.Path, page.Heading.Length);
            if (!ruleByPage.TryGetValue(page.Path, out var rule))
            {
                found.Add(DiagnosticInfo.Create(CatalogueDiagnostics.PageWithoutRule, place, page.Path.Substring(page.Path.LastIndexOf('/') + 1)));
            }
            else if (page.Heading != $"# {rule.Code}: {rule.Name}")
            {
                found.Add(DiagnosticInfo.Create(CatalogueDiagnostics.BadHeading, place, rule.Code, rule.Name));
            }
        }

        return found.ToEquatable();

        void Add(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, RuleDeclaration at, params string[] arguments) =>
            found.Add(DiagnosticInfo.Create(descriptor, at.Location, arguments));
    }

    /// <summary>Whether a text is three capitals and three digits.</summary>
    /// <param name="code">The text.</param>
    public static bool IsCode(string code)
    {
        if (code.Length != 6)
        {
            return false;
        }

        for (var i = 0; i < 6; i++)
        {
            if (i < 3 ? code[i] is < 'A' or > 'Z' : code[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text is a name in kebab case: words of small letters and digits, joined by single hyphens.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > LongestName || name[0] is < 'a' or > 'z' || name[name.Length - 1] == '-')
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            var isHyphen = name[i] == '-';
            if ((!isHyphen && name[i] is not (>= 'a' and <= 'z') and not (>= '0' and <= '9')) || (isHyphen && name[i - 1] == '-'))
            {
                return false;
            }
        }

        return true;
    }
}
