using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Options;

/// <summary>The parameters of a function as a service takes them, and whether it is held to them.</summary>
internal readonly struct ToolParameters
{
    private ToolParameters(JsonElement schema, bool isStrict)
    {
        Schema = schema;
        IsStrict = isStrict;
    }

    /// <summary>The schema; undefined where its root is no object and cannot be made one.</summary>
    public JsonElement Schema { get; }

    public bool IsStrict { get; }

    /// <summary>
    /// Reads the parameters of a function, and notes what was changed. What the strict dialect cannot carry, such as a dictionary, is sent
    /// without strictness: closed, the model could not fill it.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="strict">The dialect of strict tools; null where nothing is strict or it takes everything.</param>
    /// <param name="isStrict">Whether the function asks for strictness.</param>
    /// <param name="notes">Receives what was changed.</param>
    public static ToolParameters From(AIFunctionDeclaration function, SchemaDialect? strict, bool isStrict, CallNotes notes)
    {
        JsonElement schema = function.JsonSchema;
        if (!ToolSchema.IsPlain(schema))
        {
            ToolSchema mended = ToolSchema.From(function);
            schema = mended.Schema;
            if (mended.Mended is { } keyword)
            {
                notes.Add($"The root of the schema of tool {function.Name} was sent without {keyword}, which stands in its description.");
            }
        }

        if (!isStrict || strict is null || schema.ValueKind == JsonValueKind.Undefined)
        {
            return new ToolParameters(schema, isStrict);
        }

        AdaptedSchema adapted = strict.Adapt(function, schema);
        if (adapted.Broken.Count > 0)
        {
            notes.Add($"The tool {function.Name} was sent without strict, which {strict.Service} cannot keep: {adapted.Broken[0]}.");
            return new ToolParameters(schema, isStrict: false);
        }

        SchemaNotes.Moved($"The schema of strict tool {function.Name}", adapted, strict, notes);
        return new ToolParameters(adapted.Schema, isStrict: true);
    }

    public void Write(Utf8JsonWriter writer) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(Schema), skipInputValidation: true);
}
