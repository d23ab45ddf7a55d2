using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Options;

/// <summary>
/// One request's tools under names that the service takes, and its answer's calls under the names that the caller knows. Only requests
/// with a name that the service refuses have one.
/// </summary>
internal sealed class ToolNaming
{
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly ToolNames _names;

    private ToolNaming(ToolNames names) => _names = names;

    /// <summary>Maps the names of a request; the caller's objects are not changed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="rule">The names that the service takes.</param>
    /// <param name="hasCalls">Whether the history has function calls.</param>
    public static void Apply(ChatCall call, ToolNameRule rule, bool hasCalls)
    {
        ToolNames names = new(rule);
        if (!names.TakesAll(call, hasCalls))
        {
            ToolNaming naming = new(names);
            naming.MapOptions(call);
            naming.MapHistory(call);
            call.ToolNames = naming._own;
        }
    }

    /// <summary>Gives the calls of an answer their names back. No caller has seen the contents yet.</summary>
    public static void Restore(ChatCall call, IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count && call.ToolNames is not null; i++)
        {
            if (contents[i] is FunctionCallContent function && call.ToolNames.TryGetValue(function.Name, out string? own))
            {
                contents[i] = Rename(function, own);
            }
            else if (contents[i] is ToolCallDeltaContent delta && call.ToolNames.TryGetValue(delta.Name, out own))
            {
                contents[i] = new ToolCallDeltaContent(delta.CallId, own, delta.ArgumentsDelta);
            }
        }
    }

    /// <summary>The same for the updates of a stream.</summary>
    public static void Restore(ChatCall call, List<ChatResponseUpdate> updates)
    {
        for (int i = 0; i < updates.Count && call.ToolNames is not null; i++)
        {
            Restore(call, updates[i].Contents);
        }
    }

    private void MapOptions(ChatCall call)
    {
        if (call.Options?.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        ChatOptions options = call.Options.Clone();
        options.Tools = [.. tools.Select(tool => tool is AIFunctionDeclaration function && !_names.Takes(function.Name)
            ? RenamedFunction.From(function, Map(function.Name)) : tool)];
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } required } && !_names.Takes(required))
        {
            options.ToolMode = ChatToolMode.RequireSpecific(Map(required));
        }

        call.Options = options;
    }

    private void MapHistory(ChatCall call)
    {
        List<ChatMessage>? mapped = null;
        for (int i = 0; i < call.Messages.Count; i++)
        {
            if (_names.HasMapped(call.Messages[i]))
            {
                ChatMessage copy = call.Messages[i].Clone();
                copy.Contents = [.. copy.Contents.Select(content =>
                    content is FunctionCallContent function && !_names.Takes(function.Name)
                        ? Rename(function, Map(function.Name)) : content)];
                (mapped ??= [.. call.Messages])[i] = copy;
            }
        }

        call.Messages = mapped ?? call.Messages;
    }

    private string Map(string own)
    {
        string mapped = ToolNames.Map(own);
        _own[mapped] = own;
        return mapped;
    }

    private static FunctionCallContent Rename(FunctionCallContent call, string name) => new(call.CallId, name, call.Arguments)
    {
        Exception = call.Exception,
        InformationalOnly = call.InformationalOnly,
        Annotations = call.Annotations,
        AdditionalProperties = call.AdditionalProperties,
        RawRepresentation = call.RawRepresentation,
    };
}
