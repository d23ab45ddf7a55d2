using System.Text;
using ModelGateway.Protocols.Anthropic;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicNotFoundTests
{
    [Theory]
    [InlineData("model: claude-x", FailureKind.ModelNotFound)]
    [InlineData("File not found: file_011", FailureKind.InvalidRequest)]
    [InlineData("The file with id file_011 could not be found.", FailureKind.InvalidRequest)]
    [InlineData("Container container_01 does not exist", FailureKind.InvalidRequest)]
    [InlineData("File 'model.txt' is gone", FailureKind.InvalidRequest)]
    [InlineData("Skill skill_01 not found", FailureKind.InvalidRequest)]
    [InlineData("2 files not found", FailureKind.InvalidRequest)]
    [InlineData("Profile missing", FailureKind.ModelNotFound)]
    [InlineData("Not found", FailureKind.ModelNotFound)]
    [InlineData("No.", FailureKind.ModelNotFound)]
    [InlineData("", FailureKind.ModelNotFound)]
    [InlineData("The requested resource could not be found.", FailureKind.ModelNotFound)]
    public void OnlyAModel_IsAModel(string message, FailureKind expected)
    {
        byte[] body = Encoding.UTF8.GetBytes($$$"""{"type":"error","error":{"type":"not_found_error","message":"{{{message}}}"},"request_id":"r"}""");
        using HttpResponseMessage response = new();
        Assert.Equal(expected, AnthropicProtocol.Instance.ReadError(404, response.Headers, body, DateTimeOffset.UnixEpoch).Kind);
    }
}
