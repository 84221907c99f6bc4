// Compiles where the compiler knows GL_NV_cooperative_matrix2; with BFLOAT16, GL_EXT_bfloat16 as well.
#extension GL_KHR_cooperative_matrix : require
#extension GL_KHR_memory_scope_semantics : require
#extension GL_NV_cooperative_matrix2 : require
#include "include/narrow.glsl"

layout(local_size_x = 128) in;

void main()
{
    coopmat<NARROW, gl_ScopeWorkgroup, 64, 32, gl_MatrixUseA> matrix = coopmat<NARROW, gl_ScopeWorkgroup, 64, 32, gl_MatrixUseA>(0.0);
    tensorLayoutNV<2> layoutOfTensor = createTensorLayoutNV(2);
}
