using System.Text;
using EnvLint.Engine;
using EnvLint.LanguageServer.Analysis;
using EnvLint.Reporting;
using EnvLint.Reporting.Display;
using EnvLint.Reporting.Stack;

namespace EnvLint.LanguageServer.Features;

/// <summary>The stack around a place, as a picture.</summary>
/// <param name="Title">What the picture shows: <c>docker/Dockerfile (stage train)</c>.</param>
/// <param name="Svg">The picture; a whole <c>svg</c> element that takes its colours from the page around it.</param>
/// <param name="Text">The same in words, as <c>envlint stack</c> prints it.</param>
public sealed record StackPicture(string Title, string Svg, string Text);

/// <summary>Draws the stack that a place belongs to.</summary>
public static class StackView
{
    private static readonly ToolInfo s_tool = new("envlint", "", "");

    /// <summary>The environment around a place.</summary>
    /// <param name="analysis">The document.</param>
    /// <param name="position">Offset in its text; where no environment is around it, the nearest one counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null for a document without environments.</returns>
    public static StackPicture? At(DocumentAnalysis analysis, int position, CancellationToken cancellationToken)
    {
        EnvironmentPlace? nearest = null;
        var isOfInterest = false;
        var least = 0;
        foreach (var environment in EnvironmentPlace.Of(analysis, cancellationToken))
        {
            // Of two that are as near the one that concerns a GPU.
            var distance = environment.DistanceFrom(position);
            var concerns = StackLine.Of(environment.Answers, configuration: null) is not null;
            if (nearest is null || distance < least || (distance == least && concerns && !isOfInterest))
            {
                (nearest, least, isOfInterest) = (environment, distance, concerns);
            }
        }

        if (nearest is null)
        {
            return null;
        }

        using var text = new MemoryStream();
        new StackTextFormat().Write(nearest.Answers, s_tool, text, new ReportOptions { WriteSummary = false });
        return new StackPicture(VisibleText.Escape(nearest.Answers[0].Stack.Name), StackSvg.Draw(nearest.Answers), Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length));
    }
}
