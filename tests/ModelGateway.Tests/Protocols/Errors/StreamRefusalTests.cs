using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Tests.Protocols.Errors;

public sealed class StreamRefusalTests
{
    [Theory]
    [InlineData("Your organization must be verified to stream this model. Please go to: https://platform.openai.com/settings")]
    [InlineData("Unsupported value: 'stream' does not support true with this model. Only the default (false) value is supported.")]
    [InlineData("This model does not support streaming.")]
    [InlineData("Streaming is not supported for this deployment")]
    [InlineData("The model is unsupported for streaming")]
    public void IsOfStream_KnowsItsWords(string message)
    {
        Assert.True(StreamRefusal.IsOfStream(Failure(400, message)));
        Assert.False(StreamRefusal.IsOfWhole(Failure(400, message)));
        Assert.False(StreamRefusal.IsOfStream(Failure(429, message)));
    }

    [Theory]
    [InlineData("This model only support stream mode, please enable the stream parameter to access the model.")]
    [InlineData("parameter.enable_thinking must be set to false for non-streaming calls")]
    [InlineData("Non-streaming is disabled: stream must be set to true")]
    [InlineData("This model does not support non-streaming output.")]
    public void IsOfWhole_KnowsItsWords(string message)
    {
        Assert.True(StreamRefusal.IsOfWhole(Failure(400, message)));
        Assert.False(StreamRefusal.IsOfStream(Failure(400, message)));
        Assert.False(StreamRefusal.IsOfWhole(Failure(500, message)));
    }

    [Theory]
    [InlineData("stream_options: Extra inputs are not permitted")]
    [InlineData("messages: at least one message is required")]
    [InlineData("This model doesn't support tool use in streaming mode.")]
    public void OtherRefusals_SayNothingOfStreams(string message)
    {
        Assert.False(StreamRefusal.IsOfStream(Failure(400, message)));
        Assert.False(StreamRefusal.IsOfWhole(Failure(400, message)));
    }

    private static ProviderFailure Failure(int status, string message) =>
        new(FailureKind.InvalidRequest, $"The provider found the request invalid: {message}") { StatusCode = status };
}
