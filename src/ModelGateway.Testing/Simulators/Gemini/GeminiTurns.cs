using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Gemini;

/// <summary>
/// What Gemini rejects in the order of turns: responses without their calls, calls without responses, calls without a signature.
/// </summary>
internal static class GeminiTurns
{
    public static WireAnswer? Validate(JsonElement[] contents, bool requiresSignatures)
    {
        List<(string Name, string? Id)> open = [];
        string? previousRole = null;
        int current = CurrentTurn(contents);
        for (int i = 0; i < contents.Length; i++)
        {
            string role = contents[i].Text("role") is "model" ? "model" : "user";
            bool calls = contents[i].Items("parts").Any(part => part.TryGetProperty("functionCall", out _));
            bool responds = contents[i].Items("parts").Any(part => part.TryGetProperty("functionResponse", out _));
            if (calls && (role != "model" || previousRole is null or "model"))
            {
                return GeminiErrors.Invalid(
                    "Please ensure that function call turn comes immediately after a user turn or after a function response turn.");
            }

            if (responds && open.Count == 0)
            {
                return GeminiErrors.Invalid("Please ensure that function response turn comes immediately after a function call turn.");
            }

            if ((open.Count > 0 && !responds) || (responds && !Answer(contents[i], open)))
            {
                return GeminiErrors.Invalid(
                    "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.");
            }

            if (calls && requiresSignatures && i > current && Unsigned(contents[i]) is { } unsigned)
            {
                return GeminiErrors.Invalid(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:{unsigned}` , position {i + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details."));
            }

            open.AddRange(contents[i].Items("parts")
                .Where(part => part.TryGetProperty("functionCall", out _))
                .Select(part => part.GetProperty("functionCall"))
                .Select(call => (call.Text("name")!, call.Text("id"))));
            previousRole = role;
        }

        return null;
    }

    /// <summary>The start of the current turn: the last content with user text.</summary>
    private static int CurrentTurn(JsonElement[] contents) => Array.FindLastIndex(
        contents, content => content.Text("role") is not "model"
            && content.Items("parts").Any(part => part.Text("text") is { Length: > 0 }));

    /// <summary>Whether a content answers every open call, and no other. Calls with an id are answered by id, others by name.</summary>
    private static bool Answer(JsonElement content, List<(string Name, string? Id)> open)
    {
        foreach (JsonElement part in content.Items("parts").Where(part => part.TryGetProperty("functionResponse", out _)))
        {
            JsonElement response = part.GetProperty("functionResponse");
            string? id = response.Text("id");
            int at = open.FindIndex(call => call.Id is not null && id is not null ? call.Id == id : call.Name == response.Text("name"));
            if (at < 0)
            {
                return false;
            }

            open.RemoveAt(at);
        }

        return open.Count == 0;
    }

    private static string? Unsigned(JsonElement content)
    {
        JsonElement first = content.Items("parts").First(part => part.TryGetProperty("functionCall", out _));
        return first.Text("thoughtSignature") is null ? first.GetProperty("functionCall").Text("name") : null;
    }
}
