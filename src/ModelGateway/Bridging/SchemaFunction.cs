using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Bridging;

/// <summary>
/// A function whose arguments are the answer by schema. Its name is the schema's, <c>json_answer</c> where it has none, with a number
/// where the caller has a function of that name.
/// </summary>
internal sealed class SchemaFunction
{
    private const int LongestName = 64;

    public SchemaFunction(ChatResponseFormatJson format, IList<AITool>? others)
    {
        Root = new SchemaRoot(format.Schema!.Value);
        Name = Free(format.SchemaName is null ? "json_answer" : SchemaNames.Of(format.SchemaName), others);
        Declaration = AIFunctionFactory.CreateDeclaration(
            Name,
            $"Gives the answer. Call it once, with the whole answer as its arguments.{(format.SchemaDescription is { } about ? $" The answer: {about}" : "")}",
            Root.Sent);
    }

    public string Name { get; }

    public SchemaRoot Root { get; }

    public AIFunctionDeclaration Declaration { get; }

    /// <summary>
    /// Makes the model call the function. A caller's own tools stay, and the model must call one of them or this one; where the caller
    /// forbids calls of them, this one.
    /// </summary>
    /// <param name="options">A copy of the caller's options, which is changed.</param>
    public void Apply(ChatOptions options)
    {
        bool isAlone = options.Tools is not { Count: > 0 } || options.ToolMode is NoneChatToolMode;
        options.Tools = [.. options.Tools ?? [], Declaration];
        options.ToolMode = isAlone ? ChatToolMode.RequireSpecific(Name) : ChatToolMode.RequireAny;
        options.ResponseFormat = null;
    }

    /// <summary>Whether the caller demands a call of its own functions: then this turn has no answer to put into a form.</summary>
    public static bool IsInTheWay(ChatOptions options) => options is { ToolMode: RequiredChatToolMode, Tools.Count: > 0 };

    /// <summary>The arguments of a call as JSON; null where the model wrote none that can be read.</summary>
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

    private static string Free(string name, IList<AITool>? others)
    {
        if (!char.IsAsciiLetter(name[0]) && name[0] != '_')
        {
            name = Cut("_" + name, LongestName);
        }

        string free = name;
        for (int number = 2; others?.Any(tool => string.Equals(tool.Name, free, StringComparison.OrdinalIgnoreCase)) is true; number++)
        {
            free = $"{Cut(name, LongestName - 4)}_{number}";
        }

        return free;
    }

    private static string Cut(string name, int length) => name.Length <= length ? name : name[..length];
}
