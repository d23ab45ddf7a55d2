using ModelGateway.Buffers;

namespace ModelGateway.Protocols;

/// <summary>A buffer for a part of an answer that arrives in pieces. What it grows by counts against the bound of the answer.</summary>
/// <param name="call">The call that is answered.</param>
/// <param name="what">What the buffer holds, in the plural.</param>
internal sealed class BoundedBuffer(ProviderCall call, string what) : PooledBufferWriter
{
    public const string Arguments = "a tool call's arguments";
    public const string Blocks = "blocks that have not ended";
    public const string Fields = "fields that belong to the answer as a whole";
    public const string Reasoning = "reasoning and its signatures";
    public const string Refusal = "a refusal's words";
    public const string Sources = "citations and sources";

    protected override void OnGrowing(int from, int to) => call.Bound.Add(to - from, what);

    protected override void OnLargeReturned(int length) => call.Bound.Release(length - InitialSize);
}
