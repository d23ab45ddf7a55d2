using System.Globalization;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>Bedrock's errors: <c>{"message"}</c>, and the type in a header.</summary>
internal static class BedrockErrors
{
    public static WireAnswer Invalid(string message) => Error(400, "ValidationException", message);

    public static WireAnswer Error(int status, string type, string message) =>
        new(status, SimulatorJson.Object(json => json.WriteString("message", message)), "application/json")
        {
            Headers = [new("x-amzn-ErrorType", $"{type}:http://internal.amazon.com/coral/com.amazon.bedrock/")],
        };

    public static WireAnswer UnknownOperation() => new(404, SimulatorJson.Object(json =>
    {
        json.WriteObject("Output", output => output.WriteString("__type", "com.amazon.coral.service#UnknownOperationException"));
        json.WriteString("Version", "1.0");
    }), "application/json");

    public static WireAnswer Refuse(SimulatedFault fault)
    {
        (int status, string type, string message) = fault.Kind switch
        {
            FaultKind.Overloaded => (503, "ServiceUnavailableException", "Bedrock is unable to process your request."),
            FaultKind.RateLimited => (429, "ThrottlingException", "Too many requests, please wait before trying again."),
            FaultKind.QuotaExhausted =>
                (403, "AccessDeniedException",
                "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: A valid payment instrument must be provided. Your AWS Marketplace subscription for this model cannot be completed at this time."),
            FaultKind.ContextTooLong =>
                (400, "ValidationException",
                string.Create(CultureInfo.InvariantCulture,
                $"The model returned the following errors: Input is too long for requested model. Input Tokens Exceeded: number of input tokens ({fault.Count}) exceeds maximum length ({fault.Limit})")),
            FaultKind.ContentFiltered => (
                400, "ValidationException", "The model returned the following errors: Output blocked by content filtering policy"),
            FaultKind.Unauthorized => (403, "UnrecognizedClientException", "The security token included in the request is invalid."),
            FaultKind.ModelNotFound => (404, "ResourceNotFoundException",
                "This model version has reached the end of its life. Please refer to the AWS documentation for more details."),
            _ => ByStatus(fault),
        };
        WireAnswer answer = Error(status, type, message);
        List<KeyValuePair<string, string>> headers = [.. answer.Headers, .. fault.Headers];
        if (fault.RetryAfter is { } wait)
        {
            headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        return answer with { Headers = headers };
    }

    private static (int Status, string Type, string Message) ByStatus(SimulatedFault fault)
    {
        (string type, string message) = fault.StatusCode switch
        {
            401 => ("UnrecognizedClientException", "The security token included in the request is invalid."),
            402 => ("AccessDeniedException",
                "Model access is denied due to INVALID_PAYMENT_INSTRUMENT: a valid payment instrument must be provided."),
            403 => ("AccessDeniedException", "User is not authorized to perform: bedrock:InvokeModel"),
            404 => ("ResourceNotFoundException", "Could not resolve the foundation model from the provided model identifier."),
            408 => ("ModelTimeoutException", "Model has timed out in processing the request. Try your request again."),
            424 => ("ModelErrorException", "The system encountered an unexpected error during processing. Try your request again."),
            429 => ("ThrottlingException", "Too many requests, please wait before trying again."),
            503 => ("ServiceUnavailableException", "Bedrock is unable to process your request."),
            < 500 => ("ValidationException", "The request is invalid."),
            _ => ("InternalServerException", "The system encountered an unexpected error during processing. Try your request again."),
        };
        return (fault.StatusCode, type, fault.Message ?? message);
    }
}
