using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Options;

/// <summary>
/// Writes functions and the choice among them in the forms that most protocols share. The protocol adds strictness and fields of its
/// dialect.
/// </summary>
internal readonly ref struct FunctionWriter(Utf8JsonWriter writer)
{
    /// <summary>The additional property of tools and options that asks the service to keep strictly to a schema.</summary>
    public const string StrictProperty = "strict";

    /// <summary>The tools that the request offers; null where it offers none, noting a required call that cannot be sent then.</summary>
    public static IList<AITool>? FindTools(ChatCall call, ChatOptions options)
    {
        if (options.Tools is { Count: > 0 } tools)
        {
            return tools;
        }

        if (options.ToolMode is RequiredChatToolMode)
        {
            call.Notes.Add("ToolMode was not sent: the request has no tools.");
        }

        return null;
    }

    /// <summary>Whether a function asks for strictness.</summary>
    public static bool IsStrict(AIFunctionDeclaration function) =>
        function.AdditionalProperties is { Count: > 0 } properties && ExtraFields.IsTrue(properties, StrictProperty);

    /// <summary>Begins <c>{"type":"function","function":{…}}</c>; <see cref="WriteEnd"/> ends it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="notes">Receives what was changed.</param>
    public void WriteStart(AIFunctionDeclaration function, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(ToolCallNames.Type, ToolCallNames.Function);
        writer.WriteStartObject(ToolCallNames.Function);
        WriteFields(function, notes);
    }

    public void WriteEnd()
    {
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the name, the description and the parameters of a function.</summary>
    public void WriteFields(AIFunctionDeclaration function, CallNotes notes)
    {
        writer.WriteString(ToolCallNames.Name, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString(ToolCallNames.Description, function.Description);
        }

        // A root that is no object is left to the service to refuse.
        JsonElement schema = ToolParameters.From(function, null, isStrict: false, notes).Schema;
        writer.WritePropertyName(ToolCallNames.Parameters);
        writer.WriteRawValue(
            JsonMarshal.GetRawUtf8Value(schema.ValueKind == JsonValueKind.Undefined ? function.JsonSchema : schema),
            skipInputValidation: true);
    }

    /// <summary>Writes how the model is to choose, in the protocol's words; nothing where it has no word for the mode.</summary>
    public void WriteChoice(ReadOnlySpan<byte> name, ChatToolMode? mode, WordTable<ChatToolMode> words)
    {
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } function })
        {
            WriteNamedChoice(name, function);
        }
        else if (mode is not null && words.TryWrite(mode, out JsonEncodedText word))
        {
            writer.WriteString(name, word);
        }
    }

    /// <summary>Writes that the model must call one function.</summary>
    public void WriteNamedChoice(ReadOnlySpan<byte> name, string function)
    {
        writer.WriteStartObject(name);
        writer.WriteString(ToolCallNames.Type, ToolCallNames.Function);
        writer.WriteStartObject(ToolCallNames.Function);
        writer.WriteString(ToolCallNames.Name, function);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
