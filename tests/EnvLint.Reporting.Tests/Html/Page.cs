using System.Xml;
using System.Xml.Linq;

namespace EnvLint.Reporting.Tests.Html;

/// <summary>A page as a reader of XML sees it: it is written to be both.</summary>
internal sealed class Page
{
    public static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    private Page(XElement root) => Root = root;

    public XElement Root { get; }

    /// <summary>Reads a page and checks what holds for all: names that are unique, links that lead somewhere, nothing that runs.</summary>
    public static Page Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        var page = new Page(XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!);
        var ids = page.Root.DescendantsAndSelf().Select(static e => (string?)e.Attribute("id")).OfType<string>().ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, static id => Assert.True(id.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'), id));
        foreach (var element in page.Root.DescendantsAndSelf())
        {
            foreach (var attribute in element.Attributes())
            {
                var name = attribute.Name.LocalName;
                Assert.False(name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name is "style" or "src" or "srcdoc", $"{element.Name.LocalName} {name}");
                if (name is "href" && attribute.Value.StartsWith('#'))
                {
                    Assert.Contains(attribute.Value[1..], ids);
                }
                else if (name is "href")
                {
                    Assert.Matches("^https?://", attribute.Value);
                }
                else if (name is "aria-labelledby" or "for")
                {
                    Assert.Contains(attribute.Value, ids);
                }
            }
        }

        // A level of heading is never left out on the way down.
        var level = 0;
        foreach (var heading in page.Root.Descendants().Where(static e => e.Name.Namespace == Xhtml && e.Name.LocalName is ['h', >= '1' and <= '6']))
        {
            var next = heading.Name.LocalName[1] - '0';
            Assert.True(next <= level + 1, $"h{next} behind h{level}: {heading.Value}");
            level = next;
        }

        Assert.Single(page.All("h1"));
        Assert.Single(page.All("main"));
        return page;
    }

    public IEnumerable<XElement> All(string name) => Root.Descendants(Xhtml + name);

    public IEnumerable<XElement> OfClass(string name) =>
        Root.Descendants().Where(e => ((string?)e.Attribute("class") ?? "").Split(' ').Contains(name, StringComparer.Ordinal));

    public XElement ById(string id) => Root.Descendants().Single(e => (string?)e.Attribute("id") == id);

    public string Meta(string name) => (string)All("meta").Single(e => (string?)e.Attribute("http-equiv") == name || (string?)e.Attribute("name") == name).Attribute("content")!;
}
