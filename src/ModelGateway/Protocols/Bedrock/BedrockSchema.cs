using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>A schema as constrained decoding takes it, every object closed. Made once for each tool or response format.</summary>
internal sealed class BedrockSchema
{
    private static readonly ConditionalWeakTable<object, BedrockSchema> Made = [];
    private static readonly AIJsonSchemaTransformOptions Closed = new() { DisallowAdditionalProperties = true };

    private BedrockSchema(JsonElement schema)
    {
        Element = AIJsonUtilities.TransformSchema(schema, Closed);
        Text = Element.GetRawText();
    }

    public JsonElement Element { get; }

    public string Text { get; }

    /// <param name="owner">What the schema belongs to, which it is kept with.</param>
    /// <param name="schema">The owner's schema.</param>
    public static BedrockSchema From(object owner, JsonElement schema)
    {
        if (!Made.TryGetValue(owner, out BedrockSchema? made))
        {
            made = new BedrockSchema(schema);
            Made.AddOrUpdate(owner, made);
        }

        return made;
    }
}
