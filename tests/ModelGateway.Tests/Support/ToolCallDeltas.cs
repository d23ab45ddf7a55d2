using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Tests.Support;

/// <summary>Checks that the pieces of tool calls in a stream are those of the whole calls that follow them.</summary>
internal static class ToolCallDeltas
{
    public static void AssertMatch(IReadOnlyList<ChatResponseUpdate> updates, ChatResponse whole)
    {
        AIContent[] contents = [.. updates.SelectMany(static update => update.Contents)];
        FunctionCallContent[] calls = [.. contents.OfType<FunctionCallContent>()];
        Assert.Equal(
            whole.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Select(static call => call.CallId),
            calls.Select(static call => call.CallId));
        Assert.Equal(calls.Length, contents.OfType<ToolCallDeltaContent>().Select(static delta => delta.CallId).Distinct().Count());
        foreach (FunctionCallContent call in calls)
        {
            ToolCallDeltaContent[] deltas = [.. contents.OfType<ToolCallDeltaContent>().Where(delta => delta.CallId == call.CallId)];
            Assert.NotEmpty(deltas);
            Assert.All(deltas, delta => Assert.Equal(call.Name, delta.Name));
            Assert.True(Array.IndexOf(contents, deltas[^1]) < Array.IndexOf(contents, call));
            string joined = string.Concat(deltas.Select(static delta => delta.ArgumentsDelta));
            if (call.Exception is null)
            {
                Dictionary<string, JsonElement>? arguments = joined.Length == 0 ? []
                    : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(joined);
                Assert.Equal(arguments!.Keys, call.Arguments?.Keys ?? []);
            }
        }
    }
}
