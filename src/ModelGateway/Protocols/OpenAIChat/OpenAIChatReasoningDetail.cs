using System.Text;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>A detail of reasoning whose parts are still arriving.</summary>
internal sealed class OpenAIChatReasoningDetail
{
    public long? Index { get; init; }

    public string? Type { get; init; }

    public string? Id { get; set; }

    public string? Format { get; set; }

    public string? Signature { get; set; }

    public StringBuilder? Text { get; set; }

    public StringBuilder? Summary { get; set; }

    public StringBuilder? Data { get; set; }
}
