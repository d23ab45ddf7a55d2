using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>toolConfig</c>. An additional property of that name is merged into it, e.g. <c>retrievalConfig</c>, which says where the user is.
/// </summary>
internal readonly ref struct GeminiToolConfigWriter(Utf8JsonWriter writer, ChatCall call)
{
    private const string CallingConfig = "functionCallingConfig";

    public void Write()
    {
        ChatOptions? options = call.Options;
        if (options is { ToolMode: RequiredChatToolMode, Tools: not { Count: > 0 } })
        {
            call.Notes.Add("ToolMode was not sent: the request has no tools.");
        }

        if (options is null || (options.Tools is not { Count: > 0 } && options.AdditionalProperties is not { Count: > 0 }))
        {
            return;
        }

        string? mode = Mode(options, call.Notes);
        JsonElement extra = Extra(options, call.Notes);
        if (mode is null && extra.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        writer.WriteStartObject(GeminiNames.ToolConfig);
        if (mode is not null)
        {
            WriteMode(mode, options.ToolMode);
        }

        if (extra.ValueKind == JsonValueKind.Object)
        {
            WriteExtra(extra, hasMode: mode is not null, call.Notes);
        }

        writer.WriteEndObject();
    }

    private static string? Mode(ChatOptions options, CallNotes notes)
    {
        // Gemini refuses a mode without declared functions.
        if (!GeminiToolWriter.AnyFunction(options.Tools, strictOnly: false))
        {
            if (options.ToolMode is RequiredChatToolMode && options.Tools is { Count: > 0 })
            {
                notes.Add("ToolMode was not sent: Gemini applies it to declared functions only.");
            }

            return null;
        }

        // ANY holds arguments to the schema anyway; a model that chooses by itself does so only when asked.
        return options.ToolMode is null or AutoChatToolMode
            ? GeminiToolWriter.AnyFunction(options.Tools, strictOnly: true) ? GeminiWords.ValidatedMode : null
            : GeminiWords.ToolModes.TryWrite(options.ToolMode is RequiredChatToolMode ? ChatToolMode.RequireAny
                : options.ToolMode, out JsonEncodedText mode)
                ? mode.Value
                : null;
    }

    private static JsonElement Extra(ChatOptions options, CallNotes notes)
    {
        if (options.AdditionalProperties is not { } extras
            || !(extras.TryGetValue("toolConfig", out object? value) || extras.TryGetValue("tool_config", out value)))
        {
            return default;
        }

        JsonElement extra = GeminiRequestWriter.ReadExtra(value);
        if (extra.ValueKind != JsonValueKind.Object)
        {
            notes.Add("AdditionalProperties[\"toolConfig\"] was not sent: it is no JSON object.");
        }

        return extra;
    }

    private void WriteMode(string mode, ChatToolMode? toolMode)
    {
        writer.WriteStartObject(GeminiNames.FunctionCallingConfig);
        writer.WriteString(GeminiNames.Mode, mode);
        if (toolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteStartArray(GeminiNames.AllowedFunctionNames);
            writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteExtra(JsonElement extra, bool hasMode, CallNotes notes)
    {
        foreach (JsonProperty property in extra.EnumerateObject())
        {
            bool isCalling = property.Name is CallingConfig or "function_calling_config";
            if (isCalling && hasMode)
            {
                notes.Add("toolConfig.functionCallingConfig of AdditionalProperties was not sent: the request already has this field.");
                continue;
            }

            if (isCalling && property.Value.ValueKind == JsonValueKind.Object
                && property.Value.TryGetProperty(GeminiNames.StreamFunctionCallArguments, out _))
            {
                // With this setting calls come as pieces of their arguments, which are not read.
                notes.Add("toolConfig.functionCallingConfig of AdditionalProperties was not sent: the gateway reads whole calls.");
                continue;
            }

            property.WriteTo(writer);
        }
    }
}
