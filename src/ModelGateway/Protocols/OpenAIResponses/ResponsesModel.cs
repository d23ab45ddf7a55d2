using ModelGateway.Catalog.Models;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>What a model's name tells of it.</summary>
internal static class ResponsesModel
{
    /// <summary>Whether the model reasons; the others refuse to be asked for encrypted reasoning. Unknown names do not.</summary>
    public static bool Reasons(string modelId)
    {
        ReadOnlySpan<char> name = ModelSpelling.WithoutPath(modelId);
        if (name.StartsWith("ft:", StringComparison.Ordinal))
        {
            name = name[3..];
        }

        return name is ['o', >= '1' and <= '9', ..]
            || name.Contains("codex", StringComparison.Ordinal)
            || (name.StartsWith("gpt-", StringComparison.Ordinal) && name.Length > 4 && name[4] is >= '5' and <= '9'
                && !name.Contains("-chat", StringComparison.Ordinal));
    }
}
