using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Reads and writes code that the model ran on Google's side, and its output, as a code interpreter's call and result. The output is a
/// <see cref="TextContent"/>; where the code failed it is an <see cref="ErrorContent"/> with Gemini's outcome as the error code.
/// </summary>
internal static class GeminiCodeExecution
{
    private const string MediaTypePrefix = "text/x-";

    public static CodeInterpreterToolCallContent CreateCall(string id, string? language, string? code, string protocol)
    {
        string mediaType = MediaTypePrefix + (string.IsNullOrEmpty(language) ? "python" : language.ToLowerInvariant());
        CodeInterpreterToolCallContent content = new(id) { Inputs = [new DataContent(Encoding.UTF8.GetBytes(code ?? ""), mediaType)] };
        ContentOrigin.Set(content, protocol);
        return content;
    }

    public static CodeInterpreterToolResultContent CreateResult(string id, string? outcome, string? output, string protocol)
    {
        AIContent result = outcome is null or GeminiWords.OutcomeOk
            ? new TextContent(output ?? "")
            : new ErrorContent(output ?? "") { ErrorCode = outcome };
        CodeInterpreterToolResultContent content = new(id) { Outputs = [result] };
        ContentOrigin.Set(content, protocol);
        return content;
    }

    public static void WriteCall(Utf8JsonWriter writer, CodeInterpreterToolCallContent call, GeminiFlavor flavor)
    {
        writer.WriteStartObject(GeminiNames.ExecutableCode);
        WriteId(writer, call.CallId, flavor);
        DataContent? code = call.Inputs is { Count: > 0 } inputs ? inputs[0] as DataContent : null;
        bool named = code?.MediaType.StartsWith(MediaTypePrefix, StringComparison.Ordinal) == true;
        writer.WriteString(GeminiNames.Language, named ? code!.MediaType[MediaTypePrefix.Length..].ToUpperInvariant() : "PYTHON");
        writer.WriteString(GeminiNames.Code, code is null ? default : code.Data.Span);
        writer.WriteEndObject();
    }

    public static void WriteResult(Utf8JsonWriter writer, CodeInterpreterToolResultContent result, GeminiFlavor flavor)
    {
        writer.WriteStartObject(GeminiNames.CodeExecutionResult);
        WriteId(writer, result.CallId, flavor);
        ErrorContent? error = null;
        string output = "";
        foreach (AIContent content in result.Outputs ?? [])
        {
            error ??= content as ErrorContent;
            output += content is TextContent text ? text.Text : (content as ErrorContent)?.Message;
        }

        writer.WriteString(GeminiNames.Outcome, error is null ? GeminiWords.OutcomeOk : error.ErrorCode ?? GeminiWords.OutcomeFailed);
        writer.WriteString(GeminiNames.Output, output);
        writer.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter writer, string id, GeminiFlavor flavor)
    {
        if (flavor.HasCallIds && !ToolCallIds.IsMinted(id))
        {
            writer.WriteString(GeminiNames.Id, id);
        }
    }
}
