using Microsoft.Extensions.AI;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Options;

/// <summary>The notes and refusals of schemas, the same in every protocol.</summary>
internal static class SchemaNotes
{
    /// <summary>Notes the constraints that stand in descriptions.</summary>
    public static void Moved(string what, AdaptedSchema adapted, SchemaDialect dialect, CallNotes notes)
    {
        if (adapted.Moved.Count > 0)
        {
            notes.Add(
                $"{what} was sent with constraints as description that {dialect.Service} does not take: "
                + $"{string.Join("; ", adapted.Moved)}.");
        }
    }

    /// <summary>The schema of a response format as a service takes it.</summary>
    /// <exception cref="ProviderException">The service cannot take it; the message names the property.</exception>
    public static AdaptedSchema Adapt(ChatResponseFormatJson format, SchemaDialect dialect, CallNotes notes)
    {
        AdaptedSchema adapted = dialect.Adapt(format, format.Schema ?? default);
        if (adapted.Broken.Count > 0)
        {
            throw ProtocolError.Unsupported(
                $"The JSON schema of the answer cannot be sent to {dialect.Service}: {string.Join("; ", adapted.Broken)}. "
                + "Change the type, or route to another provider.");
        }

        Moved("The response schema", adapted, dialect, notes);
        return adapted;
    }
}
