using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Conformance.Requests;

/// <summary>
/// Maps recorded parts, those of answers as the adapter would have read them. Calls and results without ids meet by name and order.
/// </summary>
internal sealed class GeminiPartMap(string protocol)
{
    private readonly List<FunctionCallContent> _unanswered = [];
    private int _calls;

    public IEnumerable<AIContent> Map(JsonElement part)
    {
        string? signature = part.Text("thoughtSignature");
        if (part.Field("functionCall") is { } call)
        {
            string id = call.Text("id") ?? ToolCallIds.Mint("t1", _calls++);
            byte[] arguments = Encoding.UTF8.GetBytes(call.Field("args")?.GetRawText() ?? "{}");
            FunctionCallContent content = ToolArguments.CreateCall(id, call.Text("name")!, arguments);
            if (signature is not null)
            {
                ContentOrigin.SetSignature(content, protocol, signature);
            }

            _unanswered.Add(content);
            yield return content;
        }
        else if (part.Field("functionResponse") is { } response)
        {
            yield return Result(response);
        }
        else if (part.Field("inlineData") is { } data)
        {
            yield return new DataContent(RecordedBytes.Read(data.Text("data")!), data.Text("mimeType")!);
        }
        else if (part.Field("fileData") is { } file)
        {
            yield return new UriContent(file.Text("fileUri")!, file.Text("mimeType") ?? "application/*");
        }
        else if (part.Text("text") is not { } text)
        {
            throw new NotMappedException($"a part of {string.Join(", ", part.EnumerateObject().Select(field => $"`{field.Name}`"))}");
        }
        else if (part.Field("thought") is { ValueKind: JsonValueKind.True })
        {
            TextReasoningContent thought = new(text) { ProtectedData = signature };
            ContentOrigin.Set(thought, protocol);
            yield return thought;
        }
        else
        {
            yield return new TextContent(text);
            if (signature is not null)
            {
                yield return GeminiSignatures.ForText(signature, text.Length, protocol);
            }
        }
    }

    private FunctionResultContent Result(JsonElement response)
    {
        string name = response.Text("name")!;
        FunctionCallContent? call = _unanswered.FirstOrDefault(call => response.Text("id") is { } id ? call.CallId == id
            : call.Name == name);
        if (call is null)
        {
            throw new NotMappedException("a result without a call");
        }

        _unanswered.Remove(call);
        JsonElement result = response.GetProperty("response");
        List<JsonElement> parts = [.. response.Items("parts")];
        return new FunctionResultContent(call.CallId, parts.Count == 0 ? result : (List<AIContent>)
            [new TextContent(result.GetProperty("result").GetRawText()), .. parts.SelectMany(Map)]);
    }
}
