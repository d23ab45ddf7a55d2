using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelGateway.Testing.Simulators.Anthropic;

/// <summary>
/// Where Anthropic accepts a system message among the others: only newer models, after a user turn or a tool that Anthropic ran.
/// </summary>
internal static partial class AnthropicInnerSystem
{
    public static WireAnswer? Validate(string model, JsonElement[] messages, int index)
    {
        if (index == 0)
        {
            return AnthropicErrors.Invalid("messages.0: use the top-level 'system' parameter for the initial system prompt");
        }

        if (!Models().IsMatch(model))
        {
            return AnthropicErrors.Invalid("role 'system' is not supported on this model");
        }

        bool follows = messages[index - 1].Text("role") == "user"
            || (messages[index - 1].Text("role") == "assistant"
            && messages[index - 1].Items("content").LastOrDefault() is { ValueKind: JsonValueKind.Object } last
                && last.Text("type") is { } type && type != "tool_result" && type.EndsWith("_tool_result", StringComparison.Ordinal));
        return follows && (index == messages.Length - 1 || messages[index + 1].Text("role") == "assistant")
            ? null
            : AnthropicErrors.Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"messages.{index}: a 'system' message must follow a 'user' message or a server tool's result, and an 'assistant' message or nothing must follow it"));
    }

    [GeneratedRegex("claude-(opus-(4-[89]|[5-9])|(sonnet|haiku)-(5-[5-9]|[6-9])|(fable|mythos)-[5-9])")]
    private static partial Regex Models();
}
