using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Testing.Simulators.Gemini;

/// <summary>What Gemini rejects in a request, with its error messages.</summary>
internal static class GeminiValidator
{
    // The real server accepts these in place of a signature, for histories of other models.
    private const string SkipsValidation = "skip_thought_signature_validator";
    private const string SkipsValidationToo = "context_engineering_is_the_way_to_go";

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "model", "contents", "systemInstruction", "system_instruction", "tools", "toolConfig", "tool_config", "safetySettings",
        "safety_settings",
        "generationConfig", "generation_config", "cachedContent", "cached_content", "labels", "serviceTier", "service_tier", "store",
    };

    private static readonly HashSet<string> PartFields = new(StringComparer.Ordinal)
    {
        "text", "inlineData", "inline_data", "fileData", "file_data", "functionCall", "function_call", "functionResponse",
        "function_response",
        "executableCode", "codeExecutionResult", "thought", "thoughtSignature", "thought_signature", "videoMetadata", "video_metadata",
        "partMetadata", "mediaResolution", "media_resolution", "toolCall", "toolResponse",
    };

    public static bool RequiresSignatures(string? model) => model is not null && model.StartsWith("gemini-3", StringComparison.Ordinal);

    public static WireAnswer? Validate(WireCall call, IssuedSignatures signatures)
    {
        foreach (JsonProperty field in call.Body.EnumerateObject())
        {
            if (!Fields.Contains(field.Name))
            {
                return GeminiErrors.UnknownField(field.Name, string.Empty);
            }
        }

        if (call.Body.Items("tools").SelectMany(static tool => tool.Items("functionDeclarations")).FindRepeatedName() is { } repeated)
        {
            return GeminiErrors.Invalid($"Duplicate function declaration found: {repeated}");
        }

        JsonElement[] contents = [.. call.Body.Items("contents")];
        if (contents.Length == 0)
        {
            return GeminiErrors.Invalid("* GenerateContentRequest.contents: contents is not specified\n");
        }

        for (int i = 0; i < contents.Length; i++)
        {
            if (Content(contents[i], i, signatures) is { } refusal)
            {
                return refusal;
            }
        }

        return GeminiTurns.Validate(contents, RequiresSignatures(call.Model));
    }

    private static WireAnswer? Content(JsonElement content, int index, IssuedSignatures signatures)
    {
        if (content.TryGetProperty("role", out JsonElement role) && role.ValueKind != JsonValueKind.Null
            && role.GetString() is not ("user" or "model" or "function"))
        {
            return GeminiErrors.Invalid("Please use a valid role: user, model.");
        }

        int number = 0;
        foreach (JsonElement part in content.Items("parts"))
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"contents[{index}].parts[{number}]");
            foreach (JsonProperty field in part.EnumerateObject())
            {
                if (!PartFields.Contains(field.Name))
                {
                    return GeminiErrors.UnknownField(field.Name, at);
                }
            }

            if (Part(part, $"* GenerateContentRequest.{at}", signatures) is { } refusal)
            {
                return refusal;
            }

            number++;
        }

        return number == 0
            ? GeminiErrors.Invalid(
                string.Create(
                    CultureInfo.InvariantCulture, $"* GenerateContentRequest.contents[{index}].parts: contents.parts must not be empty.\n"))
            : null;
    }

    private static WireAnswer? Part(JsonElement part, string at, IssuedSignatures signatures)
    {
        if (part.TryGetProperty("functionCall", out JsonElement call))
        {
            if (call.Text("name") is not { Length: > 0 })
            {
                return GeminiErrors.Invalid($"{at}.function_call.name: Name cannot be empty.\n");
            }

            if (call.TryGetProperty("args", out JsonElement args) && args.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                return GeminiErrors.Invalid(
                    $"Invalid value at '{at[25..]}.function_call.args' (type.googleapis.com/google.protobuf.Struct)");
            }
        }

        if (part.TryGetProperty("functionResponse", out JsonElement response))
        {
            if (response.Text("name") is not { Length: > 0 })
            {
                return GeminiErrors.Invalid($"{at}.function_response.name: Name cannot be empty.\n");
            }

            if (!response.Has("response", JsonValueKind.Object))
            {
                return GeminiErrors.Invalid(
                    $"Invalid value at '{at[25..]}.function_response.response' (type.googleapis.com/google.protobuf.Struct)");
            }
        }

        return part.Text("thoughtSignature") is { } signature
            && signature is not (SkipsValidation or SkipsValidationToo)
            && !signatures.TryGetText(signature, out _)
            ? GeminiErrors.Invalid("Corrupted thought signature.")
            : null;
    }
}
