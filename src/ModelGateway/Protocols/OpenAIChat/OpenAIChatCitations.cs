using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Citations that stand beside the choices (<c>search_results</c>, <c>citations</c>) rather than in the message.</summary>
internal static class OpenAIChatCitations
{
    public static List<AIAnnotation>? Read(AdditionalPropertiesDictionary properties)
    {
        // In the same order; the results tell more.
        string name = properties.ContainsKey("search_results") ? "search_results" : "citations";
        if (!properties.TryGetValue(name, out object? value) || value is not JsonElement { ValueKind: JsonValueKind.Array } items)
        {
            return null;
        }

        List<AIAnnotation>? citations = null;
        foreach (JsonElement item in items.EnumerateArray())
        {
            string? address = item.ValueKind == JsonValueKind.String ? item.GetString() : Text(item, "url");
            if (Uri.TryCreate(address, UriKind.Absolute, out Uri? url))
            {
                (citations ??= []).Add(new CitationAnnotation { Url = url, Title = Text(item, "title"), Snippet = Text(item, "snippet") });
            }
        }

        return citations;
    }

    /// <summary>Gives the last text its annotations; where there is none, an empty one is added to carry them.</summary>
    public static void Annotate(List<AIAnnotation> annotations, ref List<AIContent>? contents)
    {
        contents ??= new(1);
        TextContent? text = null;
        for (int i = contents.Count - 1; i >= 0 && text is null; i--)
        {
            text = contents[i] as TextContent;
        }

        if (text is null)
        {
            text = new TextContent("");
            contents.Add(text);
        }

        text.Annotations = text.Annotations is { Count: > 0 } known ? [.. known, .. annotations] : annotations;
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
