using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Bridging;

/// <summary>
/// A function that stands in for a response format: the model gives its answer as the arguments of the call, which follow the schema.
/// </summary>
internal sealed class SchemaFunction
{
    private const int MaxNameLength = 64;

    public SchemaFunction(ChatResponseFormatJson format, IList<AITool>? others)
    {
        Root = new SchemaRoot(format.Schema!.Value);
        Name = ChooseName(format.SchemaName is null ? "json_answer" : SchemaNames.From(format.SchemaName), others);
        string about = format.SchemaDescription is { } description ? $" The answer: {description}" : "";
        Declaration = AIFunctionFactory.CreateDeclaration(
            Name, $"Gives the answer. Call it once, with the whole answer as its arguments.{about}", Root.Sent);
    }

    /// <summary>The schema's name, or <c>json_answer</c>; with a number where the caller has a function of that name.</summary>
    public string Name { get; }

    public SchemaRoot Root { get; }

    public AIFunctionDeclaration Declaration { get; }

    /// <summary>
    /// Requires the model to call the function. Where the caller has tools, the model must call one of them or this one; where the caller
    /// forbids their use, or has none, it must call this one.
    /// </summary>
    /// <param name="options">A copy of the caller's options, which is changed.</param>
    public void Apply(ChatOptions options)
    {
        bool isAlone = options.Tools is not { Count: > 0 } || options.ToolMode is NoneChatToolMode;
        options.Tools = [.. options.Tools ?? [], Declaration];
        options.ToolMode = isAlone ? ChatToolMode.RequireSpecific(Name) : ChatToolMode.RequireAny;
        options.ResponseFormat = null;
    }

    /// <summary>
    /// Whether the caller requires a call of its own functions. The turn then has no answer that the schema could apply to.
    /// </summary>
    public static bool IsInTheWay(ChatOptions options) => options is { ToolMode: RequiredChatToolMode, Tools.Count: > 0 };

    /// <summary>The arguments of a call as JSON; null where they could not be parsed.</summary>
    public static JsonElement? Arguments(FunctionCallContent call)
    {
        if (call.Exception is not null)
        {
            return null;
        }

        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ToolArguments.WriteArguments(writer, call.Arguments);
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private static string ChooseName(string name, IList<AITool>? others)
    {
        if (!char.IsAsciiLetter(name[0]) && name[0] != '_')
        {
            name = Cut("_" + name, MaxNameLength);
        }

        string free = name;
        for (int number = 2; others?.Any(tool => string.Equals(tool.Name, free, StringComparison.OrdinalIgnoreCase)) is true; number++)
        {
            free = $"{Cut(name, MaxNameLength - 4)}_{number}";
        }

        return free;
    }

    private static string Cut(string name, int length) => name.Length <= length ? name : name[..length];
}
