using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// The additional fields that a model takes, read from its id. Ids may carry a geography (<c>us.anthropic.…</c>) or be ARNs; the id
/// of an application's inference profile does not name the model.
/// </summary>
internal readonly struct BedrockModel
{
    private const int Newest = int.MaxValue;
    private readonly int _claude;

    private BedrockModel(string id)
    {
        _claude = ClaudeVersion(id);
        IsNova = id.Contains("amazon.nova", StringComparison.OrdinalIgnoreCase);
        IsReasoningNova = id.Contains("amazon.nova-2", StringComparison.OrdinalIgnoreCase);
        IsGptOss = id.Contains("openai.gpt-oss", StringComparison.OrdinalIgnoreCase);
    }

    public bool IsClaude => _claude > 0;

    /// <summary>What the model takes of a schema: Claude the same as at Anthropic.</summary>
    public SchemaDialect SchemaDialect => IsClaude ? SchemaDialects.Claude : SchemaDialects.Bedrock;

    public bool IsNova { get; }

    /// <summary>Takes <c>reasoningConfig</c>.</summary>
    public bool IsReasoningNova { get; }

    /// <summary>Takes <c>reasoning_effort</c>.</summary>
    public bool IsGptOss { get; }

    /// <summary>Claude thinks since 3.7.</summary>
    public bool IsThinkingClaude => _claude >= 307;

    /// <summary>Claude decides itself how long it thinks, and takes an effort, since 4.6.</summary>
    public bool AdaptsThinking => _claude >= 406;

    /// <summary>Claude knows the effort <c>xhigh</c> since 4.7; 4.6 has only <c>max</c> above <c>high</c>.</summary>
    public bool HasExtraHighEffort => _claude >= 407;

    /// <summary>Claude refuses sampling options since 4.7.</summary>
    public bool RefusesSampling => _claude >= 407;

    /// <summary>Claude refuses temperature together with topP since 4.1.</summary>
    public bool TakesOneOfTemperatureAndTopP => _claude >= 401;

    public static BedrockModel Parse(string modelId) => new(modelId);

    // anthropic.claude-3-5-sonnet-20240620-v1:0, anthropic.claude-opus-4-6-v1: the first one or two small numbers; longer ones are dates.
    private static int ClaudeVersion(string id)
    {
        int start = id.IndexOf("claude", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return 0;
        }

        string[] parts = id[(start + "claude".Length)..].Split('-', '.', ':', '@');
        int major = Array.FindIndex(parts, static part => SmallNumber(part) > 0);
        if (major < 0)
        {
            return Array.Exists(parts, static part => part is "instant" or "v2") ? 100 : Newest;
        }

        return (SmallNumber(parts[major]) * 100) + (major + 1 < parts.Length ? Math.Max(0, SmallNumber(parts[major + 1])) : 0);
    }

    private static int SmallNumber(string part) => part.Length is 1 or 2 && int.TryParse(part, out int number) ? number : -1;
}
