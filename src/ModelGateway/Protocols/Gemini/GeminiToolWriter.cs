using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// <c>tools</c>. An additional property of that name, an array, is appended, for Google's tools that Microsoft.Extensions.AI has no type
/// for (<c>urlContext</c>, <c>googleMaps</c>, <c>enterpriseWebSearch</c>, <c>computerUse</c>).
/// </summary>
internal readonly ref struct GeminiToolWriter(Utf8JsonWriter writer, ChatCall call, GeminiFlavor flavor)
{
    public void WriteTools()
    {
        ChatOptions? options = call.Options;
        JsonElement extra = Extra(options, call.Notes);
        if (options?.Tools is not { Count: > 0 } tools)
        {
            tools = [];
        }

        // Mode NONE applies to declared functions only, so Google's own tools are not offered.
        bool hosted = options?.ToolMode is not NoneChatToolMode;
        bool functions = AnyFunction(tools, strictOnly: false);
        bool extras = hosted && extra.ValueKind == JsonValueKind.Array && extra.GetArrayLength() > 0;
        if (!functions && !extras && (!hosted || tools.Count == 0))
        {
            return;
        }

        writer.WriteStartArray(GeminiNames.Tools);
        WriteEach(tools, functions, hosted);
        if (extras)
        {
            WriteExtras(extra);
        }

        writer.WriteEndArray();
    }

    private void WriteEach(IList<AITool> tools, bool functions, bool hosted)
    {
        if (functions)
        {
            WriteFunctions(tools);
        }

        for (int i = 0; hosted && i < tools.Count; i++)
        {
            if (tools[i] is not AIFunctionDeclaration)
            {
                new GeminiHostedToolWriter(writer, call, flavor).Write(tools[i]);
            }
        }
    }

    private void WriteExtras(JsonElement tools)
    {
        foreach (JsonElement tool in tools.EnumerateArray())
        {
            tool.WriteTo(writer);
        }
    }

    public static bool AnyFunction(IList<AITool>? tools, bool strictOnly)
    {
        for (int i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function
                && (!strictOnly || (function.AdditionalProperties.TryGetValue("strict", out object? strict) && strict is true)))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonElement Extra(ChatOptions? options, CallNotes notes)
    {
        if (options?.AdditionalProperties is not { } extras || !extras.TryGetValue("tools", out object? value))
        {
            return default;
        }

        JsonElement extra = GeminiRequestWriter.ReadExtra(value);
        if (extra.ValueKind != JsonValueKind.Array)
        {
            notes.Add("AdditionalProperties[\"tools\"] was not sent: it is no JSON array.");
        }

        return extra;
    }

    private void WriteFunctions(IList<AITool> tools)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(GeminiNames.FunctionDeclarations);
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                WriteFunction(function);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteFunction(AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString(GeminiNames.Name, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString(GeminiNames.Description, function.Description);
        }

        JsonElement schema = function.JsonSchema;
        if (HasParameters(schema))
        {
            // "parameters" accepts a subset of OpenAPI only and refuses other keywords of JSON Schema.
            writer.WritePropertyName(GeminiNames.ParametersJsonSchema);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    // Gemini refuses an object schema without properties, so a function without parameters has no schema.
    private static bool HasParameters(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            bool says = keyword.NameEquals(GeminiNames.Properties)
                ? keyword.Value.ValueKind != JsonValueKind.Object || keyword.Value.GetPropertyCount() > 0
                : keyword.NameEquals("additionalProperties"u8) ? keyword.Value.ValueKind != JsonValueKind.False
                : !(keyword.NameEquals("type"u8) || keyword.NameEquals("description"u8) || keyword.NameEquals("title"u8)
                    || keyword.NameEquals("$schema"u8) || keyword.NameEquals("required"u8));
            if (says)
            {
                return true;
            }
        }

        return false;
    }
}
