namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// The documented fields of a Messages request (https://platform.claude.com/docs/en/api/messages/create); <c>**</c> stands for fields
/// of the application or the model.
/// </summary>
internal static class AnthropicRequestFields
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
        model max_tokens stream temperature top_p top_k stop_sequences[] metadata.user_id service_tier container inference_geo
        cache_control.type cache_control.ttl thinking.type thinking.budget_tokens thinking.display
        output_config.effort output_config.format.type output_config.format.schema**
        tool_choice.type tool_choice.name tool_choice.disable_parallel_tool_use
        tools[].type tools[].name tools[].description tools[].strict tools[].input_schema** tools[].cache_control.type tools[].cache_control.ttl
        tools[].max_uses tools[].allowed_domains[] tools[].blocked_domains[] tools[].user_location**
        system[].type system[].text system[].cache_control.type system[].cache_control.ttl
        messages[].role messages[].content[].type messages[].content[].text messages[].content[].citations**
        messages[].content[].cache_control.type messages[].content[].cache_control.ttl
        messages[].content[].title messages[].content[].context
        messages[].content[].source.type messages[].content[].source.media_type messages[].content[].source.data
        messages[].content[].source.url messages[].content[].source.file_id messages[].content[].source.content
        messages[].content[].id messages[].content[].name messages[].content[].input** messages[].content[].caller**
        messages[].content[].tool_use_id messages[].content[].is_error messages[].content[].content
        messages[].content[].content[].type messages[].content[].content[].text messages[].content[].content[].title
        messages[].content[].content[].cache_control.type messages[].content[].content[].cache_control.ttl
        messages[].content[].content[].source.type messages[].content[].content[].source.media_type messages[].content[].content[].source.data
        messages[].content[].content[].source.url messages[].content[].content[].source.file_id
        messages[].content[].content[].url messages[].content[].content[].encrypted_content messages[].content[].content[].page_age
        messages[].content[].thinking messages[].content[].signature messages[].content[].data
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];
}
