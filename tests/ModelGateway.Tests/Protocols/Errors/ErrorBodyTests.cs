using System.Text;
using ModelGateway.Protocols.Errors;

namespace ModelGateway.Tests.Protocols.Errors;

/// <summary>A field that says nothing (null or empty) hides none that does.</summary>
public sealed class ErrorBodyTests
{
    [Theory]
    [InlineData("""{"error":{},"message":"no such thing"}""")]
    [InlineData("""{"error":"","message":"no such thing"}""")]
    [InlineData("""{"error":null,"message":"no such thing"}""")]
    [InlineData("""{"error":{"message":"","detail":"no such thing"}}""")]
    public void EmptyError_DoesNotHideTheMessage(string body) =>
        Assert.Equal("no such thing", ErrorBody.Read(Encoding.UTF8.GetBytes(body)).Message);

    [Fact]
    public void ErrorWithAStatusAlone_IsAnError() =>
        Assert.Equal(FailureKind.RateLimited, ErrorReader.FindWithin("""{"status_code":429}"""u8)?.Kind);

    [Theory]
    [InlineData("""{"reasons":null}""", FailureKind.Unauthorized)]
    [InlineData("""{"reasons":[]}""", FailureKind.Unauthorized)]
    [InlineData("""{"reasons":["violence"],"flagged_input":"x"}""", FailureKind.ContentRefused)]
    public void Moderation_HasReasons(string metadata, FailureKind expected)
    {
        byte[] body = Encoding.UTF8.GetBytes($$$"""{"error":{"code":403,"message":"Forbidden","metadata":{{{metadata}}}}}""");
        Assert.Equal(expected, ErrorReader.Read(403, body).Kind);
    }
}
