using System.Globalization;
using System.Text.Json;
using ModelGateway.Testing.Simulators.OpenAI;

namespace ModelGateway.Testing.Simulators.OpenAIResponses;

/// <summary>What OpenAI rejects in the fields of a request, with its error messages.</summary>
internal static class ResponsesValidator
{
    private const string Invalid = "invalid_request_error";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "input", "instructions", "stream", "stream_options", "max_output_tokens", "store", "previous_response_id", "conversation",
        "background", "include", "temperature", "top_p", "reasoning", "text", "tools", "tool_choice", "parallel_tool_calls", "service_tier",
        "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "metadata", "truncation", "top_logprobs", "max_tool_calls",
        "user", "prompt",
    };

    public static WireAnswer? Validate(WireCall call)
    {
        JsonElement body = call.Body;
        if (string.IsNullOrEmpty(call.Model))
        {
            return OpenAIErrors.Missing("model");
        }

        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (!Known.Contains(property.Name))
            {
                return Error($"Unknown parameter: '{property.Name}'.", property.Name, "unknown_parameter");
            }
        }

        if (!KeepsState(body) && !body.Has("input", JsonValueKind.String) && !body.Items("input").Any())
        {
            return OpenAIErrors.Error(
                400, "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation' must be provided.", Invalid, "input",
                "missing_required_parameter");
        }

        return Parameters(call) ?? State(body) ?? Tools(body);
    }

    public static bool AsksForEncryption(JsonElement body) =>
        body.Items("include").Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == "reasoning.encrypted_content");

    /// <summary>Whether the request continues a stored response.</summary>
    public static bool KeepsState(JsonElement body) =>
        body.Text("previous_response_id") is not null || body.Text("conversation") is not null;

    public static WireAnswer Error(string message, string? param, string? code = null) =>
        OpenAIErrors.Error(400, message, Invalid, param, code);

    private static WireAnswer? Parameters(WireCall call)
    {
        if (call.Body.Has("temperature", JsonValueKind.Number)
            && call.Body.GetProperty("temperature").GetDouble() is > 2 and double temperature)
        {
            return Error(
                string.Create(CultureInfo.InvariantCulture,
                    $"Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got {temperature} instead."),
                "temperature", "decimal_above_max_value");
        }

        if (call.Body.Has("max_output_tokens", JsonValueKind.Number) && call.Body.GetProperty("max_output_tokens").GetDouble() < 16)
        {
            return Error(
                "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16.", "max_output_tokens",
                "integer_below_min_value");
        }

        bool reasons = call.Model!.StartsWith("gpt-5", StringComparison.Ordinal) || call.Model is ['o', >= '1' and <= '9', ..];
        return AsksForEncryption(call.Body) && !reasons ? Error("Encrypted content is not supported with this model.", "include") : null;
    }

    private static WireAnswer? State(JsonElement body)
    {
        if (body.Flag("background") && body.Has("store", JsonValueKind.False))
        {
            return Error("Background mode requires 'store' to be true.", "background");
        }

        if (body.Text("previous_response_id") is not { } previous)
        {
            return null;
        }

        if (body.Text("conversation") is not null)
        {
            return Error(
                "Mutually exclusive parameters: 'previous_response_id' and 'conversation'.", null, "mutually_exclusive_parameters");
        }

        return previous.StartsWith("resp_sim", StringComparison.Ordinal)
            ? null
            : Error($"Previous response with id '{previous}' not found.", "previous_response_id", "previous_response_not_found");
    }

    private static WireAnswer? Tools(JsonElement body)
    {
        int index = 0;
        foreach (JsonElement tool in body.Items("tools"))
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"tools[{index++}]");
            switch (tool.Text("type"))
            {
                case null:
                    return OpenAIErrors.Missing($"{at}.type");
                case "function" when tool.Text("name") is not { Length: > 0 }:
                    return OpenAIErrors.Missing($"{at}.name");
                case "function" when !tool.TryGetProperty("parameters", out _):
                    return OpenAIErrors.Missing($"{at}.parameters");
                case "file_search" when !tool.Items("vector_store_ids").Any():
                    return OpenAIErrors.Missing($"{at}.vector_store_ids");
                case "mcp" when tool.Text("server_label") is null:
                    return OpenAIErrors.Missing($"{at}.server_label");
                case "code_interpreter" when !tool.TryGetProperty("container", out _):
                    return OpenAIErrors.Missing($"{at}.container");
            }
        }

        return null;
    }
}
